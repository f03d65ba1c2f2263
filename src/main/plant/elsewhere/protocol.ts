import { z } from 'zod';
import { uuid } from '../../../shared/contract/base.ts';
import { errorCodes } from '../../../shared/domain/station-error.ts';
import { stationNumberSchema } from '../../../shared/plant/fields.ts';
import {
  trainerOfferSchema,
  trainingProgressSchema,
  trainingTidingsSchema,
} from '../../../shared/plant/training.ts';
import { orderElsewhereSchema } from './training-archive.ts';

const failureSchema = z.object({ code: z.enum(errorCodes), message: z.string().max(2000) });

/** What became of a training for another station. */
const endSchema = z.discriminatedUnion('kind', [
  /** A file of the model (`.loupe-model`). */
  z.object({ kind: z.literal('finished'), file: z.string() }),
  z.object({ kind: z.literal('failed'), ...failureSchema.shape }),
]);
export type EndOfTraining = z.infer<typeof endSchema>;

const ofJob = { job: uuid };

/** What the station tells the process that talks to the plant, of trainings between stations. */
export const toLinkOfTrainings = [
  /** Whether the station trains for others now; null: it does not. */
  z.object({
    kind: z.literal('offer'),
    offer: trainerOfferSchema.omit({ format: true, station: true }).nullable(),
  }),
  /** A training is wanted elsewhere: its images are to leave. */
  z.object({
    kind: z.literal('want-training'),
    ...ofJob,
    trainer: stationNumberSchema,
    order: orderElsewhereSchema,
  }),
  /** The model of a wanted training is to be fetched. */
  z.object({
    kind: z.literal('fetch-trained'),
    ...ofJob,
    model: z.object({ sha256: z.string(), bytes: z.number() }),
  }),
  /** The station has the model, or wants none any more. */
  z.object({ kind: z.literal('training-over'), ...ofJob, trainer: stationNumberSchema }),
  /** How far a training for another station is. */
  z.object({ kind: z.literal('training-progress'), ...ofJob, progress: trainingProgressSchema }),
  z.object({ kind: z.literal('training-ended'), ...ofJob, end: endSchema }),
] as const;

/** What that process tells the station. */
export const fromLinkOfTrainings = [
  z.object({ kind: z.literal('trainer'), offer: trainerOfferSchema }),
  /** The images of a wanted training have left. */
  z.object({ kind: z.literal('training-sent'), ...ofJob }),
  /** They have not. `again`: the plant was not reached. */
  z.object({
    kind: z.literal('training-unsent'),
    ...ofJob,
    again: z.boolean(),
    failure: failureSchema,
  }),
  /** What the station `from` tells of a training that it does. */
  z.object({
    kind: z.literal('tidings'),
    ...ofJob,
    from: stationNumberSchema,
    tidings: trainingTidingsSchema,
  }),
  /** The model of a wanted training is here. */
  z.object({ kind: z.literal('trained'), ...ofJob, file: z.string() }),
  /** It is not. `again`: the plant was not reached. */
  z.object({ kind: z.literal('untrained'), ...ofJob, again: z.boolean(), failure: failureSchema }),
  /** A training for another station; its images lie in a folder. Told again after a cut: one that is known is left as it is. */
  z.object({ kind: z.literal('training'), ...ofJob, folder: z.string(), order: orderElsewhereSchema }),
  /** That station wants it no more, or has heard how it ended: nothing of it is needed any more. */
  z.object({ kind: z.literal('training-done'), ...ofJob }),
] as const;
