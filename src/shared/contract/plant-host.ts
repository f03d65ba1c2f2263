import { z } from 'zod';
import { outcomes } from '../domain/outcome.ts';
import { bucketUnits } from '../domain/time-buckets.ts';
import { noteSchema } from '../domain/visible-text.ts';
import { lineOf, stationNumberSchema } from '../plant/fields.ts';
import { mostStations } from '../plant/limits.ts';
import { stationStateSchema } from '../plant/state.ts';
import { count, instant, procedure, rowId, uuid } from './base.ts';
import { decisionSchema } from './log.ts';
import { outcomeCountsSchema } from './part-result.ts';
import { causeSchema, givenCauseSchema } from './products.ts';
import { bucketSchema } from './statistics.ts';

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
  /** The time zone of its wall clock, and how far that is ahead of the plant's now, milliseconds; null: not told, or not known here. */
  zone: z.object({ name: z.string(), ahead: z.number() }).nullable(),
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

/** Where an entry lies: its station's number, and its number there. */
const entryKeySchema = z.object({ station: stationNumberSchema, entry: rowId });

const decisionOnEntrySchema = z.object({
  /** Null: a decision taken back. */
  decision: decisionSchema.nullable(),
  cause: causeSchema.nullable(),
  note: z.string(),
  decidedBy: z.string(),
  decidedAt: instant,
  /** Whether it was made here; else at the station. */
  atPlant: z.boolean(),
});
export type DecisionOnEntry = z.infer<typeof decisionOnEntrySchema>;

export const entryOfPlantSchema = entryKeySchema.extend({
  part: rowId.nullable(),
  product: z.string(),
  name: z.string().nullable(),
  capturedAt: instant,
  verdict: z.enum(outcomes),
  score: z.number().nullable(),
  /** As an address that a picture is shown from; null: its station sends none. */
  thumbnail: z.string().nullable(),
  /** The latest; null: nobody decided. */
  decided: decisionOnEntrySchema.nullable(),
});
export type EntryOfPlant = z.infer<typeof entryOfPlantSchema>;

/** A page of entries, the latest first. */
export const entryPageRequestSchema = z.object({
  station: stationNumberSchema.optional(),
  /** `open`: those that wait for a person. */
  show: z.enum(['open', 'all']),
  /** The last entry of the page before. */
  after: entryKeySchema.extend({ capturedAt: instant }).optional(),
  limit: z.number().int().min(1).max(60),
});
export type EntryPageRequest = z.infer<typeof entryPageRequestSchema>;

export const givenDecisionSchema = entryKeySchema.extend({
  decision: decisionSchema.nullable(),
  cause: givenCauseSchema.nullable(),
  note: noteSchema(1000),
});
export type GivenDecision = z.infer<typeof givenDecisionSchema>;

/** What figures are taken from. */
export const plantFiguresRequestSchema = z.object({
  station: stationNumberSchema.optional(),
  product: z.string().max(200).optional(),
  /** So many days of the plant's time zone, up to now: the day that has begun is one of them. */
  days: z.number().int().min(1).max(400),
});

/** Parts of all stations by what became of them: over time, by station and by product. */
export const plantFiguresSchema = z.object({
  unit: z.enum(bucketUnits),
  buckets: z.array(bucketSchema),
  stations: z.array(
    z.object({ station: stationNumberSchema, name: z.string(), counts: outcomeCountsSchema }),
  ),
  products: z.array(z.object({ product: z.string(), counts: outcomeCountsSchema })),
});
export type PlantFigures = z.infer<typeof plantFiguresSchema>;

/**
 * `running`: it goes to the first stations, then to all. `halted`: it goes no further, also to stations that were told of it while they were
 * away; those that have it keep it until it is taken back.
 * `taken-back`: stations are told to put the model before in force.
 */
export const rolloutStates = ['running', 'halted', 'done', 'taken-back'] as const;

export const rolloutSchema = z.object({
  id: uuid,
  product: z.string(),
  /** SHA-256 of the model's graph. */
  model: z.string(),
  note: z.string(),
  startedBy: z.string(),
  startedAt: instant,
  state: z.enum(rolloutStates),
  /** Why it was halted; null where it was not. */
  reason: z.string().nullable(),
  /** Whether it went beyond the first stations. */
  widened: z.boolean(),
  stations: z.array(
    z.object({
      station: stationNumberSchema,
      name: z.string(),
      first: z.boolean(),
      /** `withdrawn`: the roll-out ended before it took the model. */
      outcome: z.enum(['waiting', 'assigned', 'running', 'activated', 'refused', 'taken-back', 'withdrawn']),
      detail: z.string(),
      /** Parts that the station inspected with the model since it activated it, and its false rejects: defects that a person called good. */
      parts: count,
      falseRejects: count,
    }),
  ),
});
export type Rollout = z.infer<typeof rolloutSchema>;

export const startRolloutSchema = z.object({
  /** A model of the host's own station. */
  modelId: uuid,
  stations: z.array(stationNumberSchema).min(1).max(mostStations),
  note: noteSchema(1000),
});
export type StartRollout = z.infer<typeof startRolloutSchema>;

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
  entries: procedure('plantHost.see')
    .input(entryPageRequestSchema)
    .output(z.object({ entries: z.array(entryOfPlantSchema), more: z.boolean() })),
  /** What was decided on an entry, here and at its station, the latest first. */
  decisions: procedure('plantHost.see').input(entryKeySchema).output(z.array(decisionOnEntrySchema)),
  /** Decides on an entry; its station gets the decision as soon as it is there. */
  decide: procedure('plantHost.decide').input(givenDecisionSchema).output(decisionOnEntrySchema),
  /** Hours, days and weeks are those of the plant's time zone. */
  figures: procedure('plantHost.see').input(plantFiguresRequestSchema).output(plantFiguresSchema),
  rollouts: procedure('plantHost.see').output(z.array(rolloutSchema)),
  /** Gives a model to 5 % of the stations, at least one, then to all of them. */
  rollOut: procedure('plantHost.rollOut').input(startRolloutSchema).output(rolloutSchema),
  /** Stops a roll-out where it is. */
  halt: procedure('plantHost.rollOut').input(z.object({ id: uuid })),
  /** Has every station that took the model put the one before in force. */
  takeBack: procedure('plantHost.rollOut').input(z.object({ id: uuid })),
  invite: procedure('plantHost.invite')
    .input(z.object({ name: lineOf(80).min(1) }))
    .output(invitationSchema),
  /** Shuts a station out. */
  remove: procedure('plantHost.invite').input(z.object({ station: stationNumberSchema })),
};
