import { z } from 'zod';
import { uuid } from '../../shared/contract/base.ts';
import { inspectedAreaSchema } from '../../shared/contract/products.ts';
import { trainingChoicesSchema } from '../../shared/contract/training.ts';
import { familySchema, presetSchema } from '../../shared/domain/families.ts';
import { trainingImageSchema } from './training-image.ts';

/** Everything that a training needs: the model to make, its images and the places of files. */
export const trainingOrderSchema = z.object({
  modelId: uuid,
  productId: uuid,
  productName: z.string(),
  family: familySchema,
  preset: presetSchema,
  /** Passes over the training images; null: the preset's value. */
  epochs: z.number().int().positive().nullable(),
  seed: z.number().int().nonnegative(),
  choices: trainingChoicesSchema,
  area: inspectedAreaSchema,
  images: z.array(trainingImageSchema),
  /** Folder of the model that `choices.extendsModelId` names; null: none. */
  extendedModelFolder: z.string().nullable(),
  teachersFolder: z.string(),
  /** The pretrained network's file. */
  backboneFile: z.string(),
  /** An empty folder of the job; receives the finished model's files. */
  outputFolder: z.string(),
});
export type TrainingOrder = z.infer<typeof trainingOrderSchema>;
