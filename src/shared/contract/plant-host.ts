import { z } from 'zod';
import { lineOf, stationNumberSchema } from '../plant/fields.ts';
import { stationStateSchema } from '../plant/state.ts';
import { count, instant, procedure } from './base.ts';
import { outcomeCountsSchema } from './part-result.ts';

/** How the plant's log, or its server, is reached. */
const linkSchema = z.object({
  condition: z.enum(['opening', 'ok', 'failed']),
  /** Where it is, without a password. */
  place: z.string(),
  /** Why it failed; null where it did not. */
  failure: z.string().nullable(),
});
export type PlantLink = z.infer<typeof linkSchema>;

const stationOnBoardSchema = z.object({
  station: stationNumberSchema,
  /** What it calls itself, else what it was invited as. */
  name: z.string(),
  /** By the plant's clock; null: never. */
  heardAt: instant.nullable(),
  /** Whether it was heard a moment ago. */
  here: z.boolean(),
  /** Whether it was shut out; what it told stays. */
  removed: z.boolean(),
  /** How far its clock is ahead of the plant's, milliseconds; null: no more than a minute, or not known. */
  clockAhead: z.number().nullable(),
  version: z.string().nullable(),
  lanes: stationStateSchema.shape.lanes,
  alarms: stationStateSchema.shape.alarms,
  /** Rows of its log that have not travelled yet. */
  waiting: count,
  /** Parts of the last 24 hours by what became of them. */
  counts: outcomeCountsSchema,
  lastPartAt: instant.nullable(),
});
export type StationOnBoard = z.infer<typeof stationOnBoardSchema>;

/** The scores of one product and model at several stations, over the last 24 hours. */
const comparedProductSchema = z.object({
  product: z.string(),
  /** SHA-256 of the model's graph. */
  model: z.string(),
  stations: z.array(
    z.object({
      station: stationNumberSchema,
      parts: count,
      mean: z.number(),
      /** How far its mean lies from the median of the stations' means, in deviations of a single score. */
      distance: z.number(),
      /** Whether that is far. */
      drifts: z.boolean(),
    }),
  ),
});
export type ComparedProduct = z.infer<typeof comparedProductSchema>;

export const boardSchema = z.object({
  /** The plant's time. */
  now: instant,
  log: linkSchema.extend({ kind: z.enum(['embedded', 'postgresql']) }),
  server: linkSchema,
  stations: z.array(stationOnBoardSchema),
  compared: z.array(comparedProductSchema),
  /** Messages that are held and count nowhere, the latest first. */
  held: z.object({
    count,
    last: z.array(z.object({ subject: z.string(), reason: z.string(), refusedAt: instant })),
  }),
});
export type Board = z.infer<typeof boardSchema>;

/** A station that may come in. */
export const invitationSchema = z.object({
  station: stationNumberSchema,
  name: z.string(),
  /** What the station joins with; it is shown this once. */
  token: z.string(),
});

export const plantHost = {
  /** How the stations of the plant stand. */
  board: procedure('plantHost.see').output(boardSchema),
  invite: procedure('plantHost.invite')
    .input(z.object({ name: lineOf(80).min(1) }))
    .output(invitationSchema),
  /** Shuts a station out. */
  remove: procedure('plantHost.invite').input(z.object({ station: stationNumberSchema })),
};
