import { z } from 'zod';
import { uuid } from '../../shared/contract/base.ts';
import { inspectedAreaSchema } from '../../shared/contract/products.ts';
import { trainingChoicesSchema } from '../../shared/contract/training.ts';
import { familySchema, presetSchema } from '../../shared/domain/families.ts';
import { trainingImageSchema } from './training-image.ts';

/** What a training is to make, of which images, and where its files lie. */
export const trainingOrderSchema = z.object({
  modelId: uuid,
  productId: uuid,
  productName: z.string(),
  family: familySchema,
  preset: presetSchema,
  /** Passes over the training images; the preset's own when null. */
  epochs: z.number().int().positive().nullable(),
  seed: z.number().int().nonnegative(),
  choices: trainingChoicesSchema,
  area: inspectedAreaSchema,
  images: z.array(trainingImageSchema),
  /** The folder of the model that `choices.extendsModelId` names. */
  extendedModelFolder: z.string().nullable(),
  teachersFolder: z.string(),
  /** The pretrained network's file. */
  backboneFile: z.string(),
  /** An empty folder of the job's own; the finished model's files end up in it. */
  outputFolder: z.string(),
});
export type TrainingOrder = z.infer<typeof trainingOrderSchema>;
