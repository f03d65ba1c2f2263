import { z } from 'zod';
import { verdicts } from '../domain/verdict.ts';
import { count, instant, procedure, rowId, uuid } from './base.ts';
import { datasetImageSchema, purposeSchema } from './datasets.ts';
import { sourceSchema } from './inspection.ts';
import { regionsSchema, timingsSchema } from './live.ts';
import { causeSchema, thresholdsRecordSchema } from './products.ts';

/** A person's word on a logged part. It stands beside the model's verdict, never over it. */
export const decisionSchema = z.enum(['good', 'defect']);
export type Decision = z.infer<typeof decisionSchema>;

export const loggedVerdictSchema = z.enum(['review', 'defect']);

export const logEntrySchema = z.object({
  id: rowId,
  productId: uuid,
  productName: z.string(),
  sessionId: uuid,
  modelId: uuid,
  capturedAt: instant,
  /** What camera or folder call the part, e.g. its serial or its file; null where they call it nothing. */
  name: z.string().nullable(),
  /** What the model said under the limits of the moment. */
  verdict: loggedVerdictSchema,
  score: z.number(),
  /** Frames of this appearance in a row; 1 for a single part. */
  frames: z.number().int().positive(),
  /** The latest decision, null while undecided. */
  decision: decisionSchema.nullable(),
  /** Why, in the words of the latest decision; null where it states none. */
  cause: causeSchema.nullable(),
});
export type LogEntry = z.infer<typeof logEntrySchema>;

export const decisionRecordSchema = z.object({
  id: rowId,
  /** Null: a decision taken back. */
  decision: decisionSchema.nullable(),
  cause: causeSchema.nullable(),
  note: z.string(),
  decidedBy: z.string(),
  decidedAt: instant,
});
export type DecisionRecord = z.infer<typeof decisionRecordSchema>;

/** Everything that explains the verdict. */
export const logEntryDetailSchema = logEntrySchema.extend({
  frameNumber: z.number().int().nonnegative(),
  source: sourceSchema,
  thresholds: thresholdsRecordSchema,
  /** What the limits found in the map; null in entries from before regions were measured. */
  regions: regionsSchema.nullable(),
  timings: timingsSchema,
  provider: z.string(),
  picture: z.object({
    width: z.number().int().positive(),
    height: z.number().int().positive(),
    sha256: z.string(),
  }),
  map: z.object({
    width: z.number().int().positive(),
    height: z.number().int().positive(),
    sha256: z.string(),
  }),
  model: z.object({ family: z.string(), preset: z.string(), createdAt: instant, graphSha256: z.string() }),
  decisions: z.array(decisionRecordSchema),
});
export type LogEntryDetail = z.infer<typeof logEntryDetailSchema>;

export const logFilterSchema = z.object({
  productId: uuid.optional(),
  modelId: uuid.optional(),
  sessionId: uuid.optional(),
  /** Of inspections that began in this shift. */
  shiftId: rowId.optional(),
  verdict: loggedVerdictSchema.optional(),
  decision: z.enum(['undecided', 'good', 'defect']).optional(),
  from: instant.optional(),
  to: instant.optional(),
  minimumScore: z.number().optional(),
  maximumScore: z.number().optional(),
  /** The whole cause of the latest decision. */
  cause: causeSchema.optional(),
  /** Letters within the name, capital or not where they are ASCII; none of them stands for others. */
  search: z.string().trim().min(1).max(80).optional(),
});
export type LogFilter = z.infer<typeof logFilterSchema>;

export const orderSchema = z.enum(['newest', 'oldest', 'highest-score']);
export type Order = z.infer<typeof orderSchema>;

/** A list names this many entries at most: a longer one would be higher than a browser's page can be. */
export const longestList = 200_000;

/** Entries of a list that are looked up at once, at most. */
export const largestPage = 500;

/** What a filter finds at one moment, in order. What is logged later does not move it. */
export const logEntryListSchema = z.object({
  /** All that fit; more than there are ids when that is more than `longestList`. */
  total: count,
  ids: z.array(rowId).max(longestList),
  /** The newest entry of the whole log then; 0: none. */
  newest: count,
});
export type LogEntryList = z.infer<typeof logEntryListSchema>;

/** Entries that are decided on at once, at most. */
export const mostAtOnce = 10_000;

/** What was said of an entry before it was decided on with others, and the decision that has to be its latest to go back. */
export const earlierWordSchema = z.object({
  id: rowId,
  decision: decisionSchema.nullable(),
  cause: causeSchema.nullable(),
  decisionId: rowId,
});
export type EarlierWord = z.infer<typeof earlierWordSchema>;

/** An entry's score and verdict as they were logged, and as the same model gives them now. */
export const replaySchema = z.object({
  loggedScore: z.number(),
  replayedScore: z.number(),
  loggedVerdict: loggedVerdictSchema,
  replayedVerdict: z.enum(verdicts),
  regions: regionsSchema,
  /** Score and verdict are the same. */
  equal: z.boolean(),
});
export type Replay = z.infer<typeof replaySchema>;

export const inspectionCountsSchema = z.record(z.enum(verdicts), z.number().int().nonnegative());

export const log = {
  /** A page of the log, newest or highest score first. `total` counts all that fit the filter. */
  query: procedure('log.read')
    .input(
      z.object({
        filter: logFilterSchema.default({}),
        order: orderSchema.default('newest'),
        offset: z.number().int().nonnegative().default(0),
        limit: z.number().int().min(1).max(largestPage).default(100),
      }),
    )
    .output(z.object({ total: z.number().int().nonnegative(), entries: z.array(logEntrySchema) })),
  /** Which entries fit, as they stand at this moment. */
  list: procedure('log.read')
    .input(z.object({ filter: logFilterSchema.default({}), order: orderSchema.default('newest') }))
    .output(logEntryListSchema),
  /** Entries of a list, in the order of their ids in the log. */
  entries: procedure('log.read')
    .input(z.object({ ids: z.array(rowId).min(1).max(largestPage) }))
    .output(z.array(logEntrySchema)),
  /** How many that fit were logged after the newest entry of a list. */
  since: procedure('log.read')
    .input(z.object({ filter: logFilterSchema.default({}), newest: count }))
    .output(z.object({ total: count })),
  get: procedure('log.read')
    .input(z.object({ id: rowId }))
    .output(logEntryDetailSchema),
  /** Null takes the last decision back; the history keeps both. */
  decide: procedure('log.decide')
    .input(
      z.object({
        id: rowId,
        decision: decisionSchema.nullable(),
        cause: causeSchema.nullable().default(null),
        note: z.string().max(1000).default(''),
      }),
    )
    .output(logEntryDetailSchema),
  /** One word on many entries: on all of them or, when one does not exist, on none. Gives what takes it back. */
  decideMany: procedure('log.decide')
    .input(
      z.object({
        ids: z.array(rowId).min(1).max(mostAtOnce),
        decision: decisionSchema.nullable(),
        cause: causeSchema.nullable().default(null),
        note: z.string().max(1000).default(''),
      }),
    )
    .output(z.object({ before: z.array(earlierWordSchema) })),
  /** Says again what was said before a decision on many; refused as a whole when one was decided anew since. */
  restoreMany: procedure('log.decide')
    .input(z.object({ before: z.array(earlierWordSchema).min(1).max(mostAtOnce) }))
    .output(z.object({ restored: count })),
  /** Runs the same model on the stored picture again and judges it by the same limits. */
  replay: procedure('log.examine')
    .input(z.object({ id: rowId }))
    .output(replaySchema),
  /**
   * A false reject goes back to its product as a new good image that trains; what a person decided on goes to the test
   * images, a defect with its cause as kind.
   */
  addToDataset: procedure('log.teach')
    .input(z.object({ id: rowId, purpose: purposeSchema.default('training') }))
    .output(datasetImageSchema),
  /** How many inspections had which verdict, over the filter's products, sessions and time. */
  counts: procedure('log.read')
    .input(
      logFilterSchema.pick({
        productId: true,
        modelId: true,
        sessionId: true,
        shiftId: true,
        from: true,
        to: true,
      }),
    )
    .output(inspectionCountsSchema),
};
