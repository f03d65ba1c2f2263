import { z } from 'zod';
import { uuid } from '../../../shared/contract/base.ts';
import { stationNumberSchema } from '../../../shared/plant/fields.ts';
import {
  trainerOfferSchema,
  trainingProgressSchema,
  trainingTidingsSchema,
} from '../../../shared/plant/training.ts';
import { toldFailureSchema } from '../../host/told-failure.ts';
import { orderElsewhereSchema } from './training-archive.ts';

const failureSchema = toldFailureSchema.extend({ message: z.string().max(2000) });

/** The outcome of a training for another station. */
const endSchema = z.discriminatedUnion('kind', [
  /** The training succeeded; `file` is the model's file (`.loupe-model`). */
  z.object({ kind: z.literal('finished'), file: z.string() }),
  z.object({ kind: z.literal('failed'), ...failureSchema.shape }),
]);
export type EndOfTraining = z.infer<typeof endSchema>;

const ofJob = { job: uuid };

/** The station's messages to the link process about trainings between stations. */
export const toLinkOfTrainings = [
  /** Offers training for others; null if the station does not offer it. */
  z.object({
    kind: z.literal('offer'),
    offer: trainerOfferSchema.omit({ format: true, station: true }).nullable(),
  }),
  /** Requests a training on another station: its images shall be sent. */
  z.object({
    kind: z.literal('want-training'),
    ...ofJob,
    trainer: stationNumberSchema,
    order: orderElsewhereSchema,
  }),
  /** Requests the model of a training on another station. */
  z.object({
    kind: z.literal('fetch-trained'),
    ...ofJob,
    model: z.object({ sha256: z.string(), bytes: z.number() }),
  }),
  /** The station has the model, or does not want it any more. */
  z.object({ kind: z.literal('training-over'), ...ofJob, trainer: stationNumberSchema }),
  /** Progress of a training for another station. */
  z.object({ kind: z.literal('training-progress'), ...ofJob, progress: trainingProgressSchema }),
  z.object({ kind: z.literal('training-ended'), ...ofJob, end: endSchema }),
] as const;

/** The link process's messages to the station about trainings. */
export const fromLinkOfTrainings = [
  z.object({ kind: z.literal('trainer'), offer: trainerOfferSchema }),
  /** The images of a requested training were sent. */
  z.object({ kind: z.literal('training-sent'), ...ofJob }),
  /** The images could not be sent; `again` is true if the plant was not reached. */
  z.object({
    kind: z.literal('training-unsent'),
    ...ofJob,
    again: z.boolean(),
    failure: failureSchema,
  }),
  /** News from the station `from` about a training that it does. */
  z.object({
    kind: z.literal('tidings'),
    ...ofJob,
    from: stationNumberSchema,
    tidings: trainingTidingsSchema,
  }),
  /** The model of a requested training has arrived. */
  z.object({ kind: z.literal('trained'), ...ofJob, file: z.string() }),
  /** The model could not be fetched; `again` is true if the plant was not reached. */
  z.object({ kind: z.literal('untrained'), ...ofJob, again: z.boolean(), failure: failureSchema }),
  /** A training for another station; its images are in `folder`. The message is repeated after an interruption; ignore a known training. */
  z.object({ kind: z.literal('training'), ...ofJob, folder: z.string(), order: orderElsewhereSchema }),
  /** The other station has the outcome, or does not want the training any more: remove everything of it. */
  z.object({ kind: z.literal('training-done'), ...ofJob }),
] as const;
