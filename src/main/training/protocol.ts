import { z } from 'zod';
import { inspectedAreaSchema } from '../../shared/contract/products.ts';
import { familySchema, presetSchema } from '../../shared/domain/families.ts';
import {
  lossPointSchema,
  trainingChoicesSchema,
  trainingPhaseSchema,
} from '../../shared/contract/training.ts';
import { share, uuid } from '../../shared/contract/base.ts';
import { errorCodes } from '../../shared/domain/station-error.ts';
import { modelCardSchema } from '../families/model-card.ts';

/** What a training process is told to do. */
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
  images: z.array(
    z.object({
      name: z.string(),
      path: z.string(),
      sha256: z.string(),
      width: z.number().int().positive(),
      height: z.number().int().positive(),
    }),
  ),
  /** The folder of the model that `choices.extendsModelId` names. */
  extendedModelFolder: z.string().nullable(),
  teachersFolder: z.string(),
  /** The pretrained network's file. */
  backboneFile: z.string(),
  /** An empty folder of the job's own; the finished model's files end up in it. */
  outputFolder: z.string(),
});
export type TrainingOrder = z.infer<typeof trainingOrderSchema>;

export const toTrainingWorkerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('train'), order: trainingOrderSchema }),
  /** Asks to stop at the next step; the process is ended if it has not answered in time. */
  z.object({ kind: z.literal('cancel') }),
]);
export type ToTrainingWorker = z.infer<typeof toTrainingWorkerSchema>;

export const fromTrainingWorkerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({
    kind: z.literal('progress'),
    phase: trainingPhaseSchema,
    progress: share,
    etaSeconds: z.number().nonnegative().nullable(),
  }),
  z.object({ kind: z.literal('loss'), point: lossPointSchema }),
  z.object({ kind: z.literal('completed'), card: modelCardSchema }),
  z.object({ kind: z.literal('cancelled') }),
  z.object({ kind: z.literal('failed'), code: z.enum(errorCodes), message: z.string() }),
]);
export type FromTrainingWorker = z.infer<typeof fromTrainingWorkerSchema>;
