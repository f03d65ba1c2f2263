import { z } from 'zod';
import { outcomes } from '../domain/outcome.ts';
import { refusals } from '../domain/refusals.ts';
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

/** The connection to the plant's log or to its server. */
const linkSchema = z.object({
  condition: z.enum(['opening', 'ok', 'failed']),
  /** Address without password. */
  place: z.string(),
  /** Why the connection failed; null: it has not. */
  failure: z.string().nullable(),
});
export type PlantLink = z.infer<typeof linkSchema>;

const stationOnBoardSchema = z.object({
  station: stationNumberSchema,
  /** The station's own name, else its name in the invitation. */
  name: z.string(),
  /** When the station was last heard, by the plant's clock; null: never. */
  heardAt: instant.nullable(),
  /** Whether the station was heard a moment ago. */
  here: z.boolean(),
  /** Whether the station was shut out; its entries stay. */
  removed: z.boolean(),
  /**
   * How far the station's clock is ahead of the plant's, milliseconds; null: a minute at most, or unknown.
   */
  clockAhead: z.number().nullable(),
  /**
   * The time zone of the station's wall clock and its present lead over the plant's, milliseconds; null: not
   * reported, or unknown here.
   */
  zone: z.object({ name: z.string(), ahead: z.number() }).nullable(),
  version: z.string().nullable(),
  lanes: stationStateSchema.shape.lanes,
  alarms: stationStateSchema.shape.alarms,
  /** Rows of the station's log that the plant does not have yet. */
  waiting: count,
  /** Parts of the last 24 hours by outcome. */
  counts: outcomeCountsSchema,
  lastPartAt: instant.nullable(),
});
export type StationOnBoard = z.infer<typeof stationOnBoardSchema>;

/** Scores of one product and model at several stations over the last 24 hours. */
const comparedProductSchema = z.object({
  product: z.string(),
  /** SHA-256 of the model's graph. */
  model: z.string(),
  stations: z.array(
    z.object({
      station: stationNumberSchema,
      parts: count,
      mean: z.number(),
      /**
       * Distance of the station's mean from the median of all stations' means, in standard deviations of a
       * single score.
       */
      distance: z.number(),
      /** Whether this distance counts as drift. */
      drifts: z.boolean(),
    }),
  ),
});
export type ComparedProduct = z.infer<typeof comparedProductSchema>;

export const boardSchema = z.object({
  /** The plant's clock. */
  now: instant,
  log: linkSchema.extend({ kind: z.enum(['embedded', 'postgresql']) }),
  server: linkSchema,
  stations: z.array(stationOnBoardSchema),
  compared: z.array(comparedProductSchema),
  /** Messages that the host refused and does not count, latest first. */
  held: z.object({
    count,
    last: z.array(z.object({ subject: z.string(), reason: z.string(), refusedAt: instant })),
  }),
});
export type Board = z.infer<typeof boardSchema>;

/** Key of an entry: the number of its station and its number there. */
const entryKeySchema = z.object({ station: stationNumberSchema, entry: rowId });

const decisionOnEntrySchema = z.object({
  /** Null: the decision takes the previous one back. */
  decision: decisionSchema.nullable(),
  cause: causeSchema.nullable(),
  note: z.string(),
  decidedBy: z.string(),
  decidedAt: instant,
  /** Whether somebody decided at the plant host; false: at the station. */
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
  /** Address of the thumbnail; null: the station sends no pictures. */
  thumbnail: z.string().nullable(),
  /** The latest decision; null: nobody has decided. */
  decided: decisionOnEntrySchema.nullable(),
});
export type EntryOfPlant = z.infer<typeof entryOfPlantSchema>;

/** Request for a page of entries, latest first. */
export const entryPageRequestSchema = z.object({
  station: stationNumberSchema.optional(),
  /** `open`: entries that wait for a decision. */
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

/** Filter for the figures. */
export const plantFiguresRequestSchema = z.object({
  station: stationNumberSchema.optional(),
  product: z.string().max(200).optional(),
  /** Number of days in the plant's time zone, including today. */
  days: z.number().int().min(1).max(400),
});

/** Parts of all stations by outcome, over time, by station and by product. */
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
 * `running`: the model goes to the first stations, then to all. `halted`: no further station takes the model,
 * not even one that was offline when told of it; stations that have the model keep it. `taken-back`: stations
 * go back to the model before.
 */
export const rolloutStates = ['running', 'halted', 'done', 'taken-back'] as const;

/** Why a roll-out was halted. */
export const haltReasonSchema = z.discriminatedUnion('kind', [
  /** A station refused the model; `detail` has details in English, e.g. which known part failed. */
  z.object({
    kind: z.literal('refused'),
    station: z.string(),
    refusal: z.enum(refusals),
    detail: z.string(),
  }),
  z.object({ kind: z.literal('falseRejects'), falseRejects: count, parts: count }),
  /** None of the first stations is of the plant any more. */
  z.object({ kind: z.literal('noneLeft') }),
  z.object({ kind: z.literal('person'), name: z.string() }),
  /** As earlier versions kept it: a sentence in English. */
  z.object({ kind: z.literal('said'), text: z.string() }),
]);
export type HaltReason = z.infer<typeof haltReasonSchema>;

export const rolloutSchema = z.object({
  id: uuid,
  product: z.string(),
  /** SHA-256 of the model's graph. */
  model: z.string(),
  note: z.string(),
  startedBy: z.string(),
  startedAt: instant,
  state: z.enum(rolloutStates),
  /** Why the roll-out was halted; null: it was not. */
  reason: haltReasonSchema.nullable(),
  /** Whether the roll-out went beyond the first stations. */
  widened: z.boolean(),
  stations: z.array(
    z.object({
      station: stationNumberSchema,
      name: z.string(),
      first: z.boolean(),
      /** `withdrawn`: the roll-out ended before the station took the model. */
      outcome: z.enum(['waiting', 'assigned', 'running', 'activated', 'refused', 'taken-back', 'withdrawn']),
      /** Why the station refused the model; null: it did not. */
      refusal: z.enum(refusals).nullable(),
      /** Details in English, e.g. which known part failed, or why the model has not come yet. */
      detail: z.string(),
      /** Parts that the station has inspected with the model since activating it. */
      parts: count,
      /** Defects among these parts that a person called good. */
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

/** An invitation for a station. */
export const invitationSchema = z.object({
  station: stationNumberSchema,
  name: z.string(),
  /** The token that the station joins with; only this answer contains it. */
  token: z.string(),
});

export const plantHost = {
  /** Returns the state of all stations of the plant. */
  board: procedure('plantHost.see').output(boardSchema),
  entries: procedure('plantHost.see')
    .input(entryPageRequestSchema)
    .output(z.object({ entries: z.array(entryOfPlantSchema), more: z.boolean() })),
  /** Lists the decisions on an entry, made here or at its station, latest first. */
  decisions: procedure('plantHost.see').input(entryKeySchema).output(z.array(decisionOnEntrySchema)),
  /** Decides on an entry. Its station receives the decision when it is connected. */
  decide: procedure('plantHost.decide').input(givenDecisionSchema).output(decisionOnEntrySchema),
  /** Returns figures; hours, days and weeks follow the plant's time zone. */
  figures: procedure('plantHost.see').input(plantFiguresRequestSchema).output(plantFiguresSchema),
  rollouts: procedure('plantHost.see').output(z.array(rolloutSchema)),
  /** Rolls a model out to 5 % of the stations, at least one, then to all of them. */
  rollOut: procedure('plantHost.rollOut').input(startRolloutSchema).output(rolloutSchema),
  /** Halts a roll-out where it is. */
  halt: procedure('plantHost.rollOut').input(z.object({ id: uuid })),
  /** Puts the model before back in force at every station that took the rolled-out one. */
  takeBack: procedure('plantHost.rollOut').input(z.object({ id: uuid })),
  invite: procedure('plantHost.invite')
    .input(z.object({ name: lineOf(80).min(1) }))
    .output(invitationSchema),
  /** Shuts a station out. */
  remove: procedure('plantHost.invite').input(z.object({ station: stationNumberSchema })),
};
