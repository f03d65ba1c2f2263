import { z } from 'zod';
import { count, instant, share, uuid } from '../contract/base.ts';
import { deviceUsedSchema } from '../contract/training-device.ts';
import { trainingPhaseSchema } from '../contract/training.ts';
import { errorCodes } from '../domain/station-error.ts';
import { lineOf, messageHead, sha256Schema, stationNumberSchema } from './fields.ts';
import { largestObject } from './limits.ts';

/** A station that trains for others: the value of its key in `trainers`, sent with every heartbeat. */
export const trainerOfferSchema = z.object({
  ...messageHead,
  /** The station's name; empty: it has none, or does not send it. */
  name: lineOf(200),
  /** The GPU that students learn on there; null: the processor. */
  gpu: lineOf(200).nullable(),
  /** Trainings that run or wait there. */
  waiting: count,
});
export type TrainerOffer = z.infer<typeof trainerOfferSchema>;

/** Size and hash of an object, to check it after its transfer. */
const objectNote = z.object({ sha256: sha256Schema, bytes: z.number().int().positive().max(largestObject) });

/** A training that `station` wants done elsewhere: a message of the work queue. */
export const trainingJobSchema = z.object({
  ...messageHead,
  id: uuid,
  /** The station that shall train. */
  trainer: stationNumberSchema,
  /** The object with images and order (`training-archive.ts`). */
  images: objectNote,
});
export type TrainingJob = z.infer<typeof trainingJobSchema>;

/** Progress of a training elsewhere. */
export const trainingProgressSchema = z.object({
  phase: trainingPhaseSchema,
  progress: share,
  etaSeconds: z.number().nonnegative().nullable(),
  device: deviceUsedSchema.nullable(),
});
export type TrainingProgress = z.infer<typeof trainingProgressSchema>;

/**
 * Messages between two stations about a training: the values of their keys in `jobs`. `station` is the
 * sender. The station that wanted the training sends `over` when it has the model or no longer wants it.
 */
export const trainingTidingsSchema = z.discriminatedUnion('state', [
  z.object({ ...messageHead, state: z.literal('running'), at: instant, ...trainingProgressSchema.shape }),
  z.object({ ...messageHead, state: z.literal('finished'), at: instant, model: objectNote }),
  z.object({
    ...messageHead,
    state: z.literal('failed'),
    at: instant,
    code: z.enum(errorCodes),
    message: z.string().max(2000),
  }),
  z.object({ ...messageHead, state: z.literal('over'), at: instant }),
]);
export type TrainingTidings = z.infer<typeof trainingTidingsSchema>;
