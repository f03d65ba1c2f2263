import { z } from 'zod';
import { lossPointSchema, trainingPhaseSchema } from '../../shared/contract/training.ts';
import { share } from '../../shared/contract/base.ts';
import { deviceUsedSchema, longestSaid } from '../../shared/contract/training-device.ts';
import { failedSchema } from '../host/told-failure.ts';
import { modelCardSchema } from '../families/registry.ts';
import { trainingOrderSchema } from '../learning/training-order.ts';

/** The station's messages to a training process. */
export const toTrainingWorkerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('train'), order: trainingOrderSchema }),
  /** Asks the process to stop at the next step; it is killed if it does not answer in time. */
  z.object({ kind: z.literal('cancel') }),
]);
export type ToTrainingWorker = z.infer<typeof toTrainingWorkerSchema>;

export const fromTrainingWorkerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  /** The device that it is about to use; sent again if the loaded library finds another one. */
  z.object({ kind: z.literal('device'), used: deviceUsedSchema }),
  /** The GPU's memory is too small. */
  z.object({ kind: z.literal('gpu-full'), said: z.string().max(longestSaid) }),
  z.object({
    kind: z.literal('progress'),
    phase: trainingPhaseSchema,
    progress: share,
    etaSeconds: z.number().nonnegative().nullable(),
  }),
  z.object({ kind: z.literal('loss'), point: lossPointSchema }),
  z.object({ kind: z.literal('completed'), card: modelCardSchema }),
  z.object({ kind: z.literal('cancelled') }),
  failedSchema,
]);
export type FromTrainingWorker = z.infer<typeof fromTrainingWorkerSchema>;
