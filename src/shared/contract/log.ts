import { z } from 'zod';
import { laneNumberSchema } from '../domain/lanes.ts';
import { notInspectedReasonSchema } from '../domain/not-inspected.ts';
import { outcomes } from '../domain/outcome.ts';
import { unlikeSchema } from '../domain/picture-traits.ts';
import { sourceKindSchema, toldSourceSchema } from '../domain/source-kinds.ts';
import { triggerKindSchema } from '../domain/triggers.ts';
import { largestLimit, verdicts } from '../domain/verdict.ts';
import { noteSchema } from '../domain/visible-text.ts';
import { count, instant, procedure, rowId, uuid } from './base.ts';
import { datasetImageSchema, purposeSchema } from './datasets.ts';
import { judgedPartSchema, regionsSchema, seenCountsSchema, uninspectedPartSchema } from './part-result.ts';
import { groupedPartSchema } from './part-views.ts';
import { causeSchema, givenCauseSchema, thresholdsRecordSchema } from './products.ts';

/** A person's decision on a logged part. It never replaces the model's verdict. */
export const decisionSchema = z.enum(['good', 'defect']);
export type Decision = z.infer<typeof decisionSchema>;

/** Outcomes of logged entries; good if the product keeps a sample of its good parts. */
export const loggedOutcomeSchema = z.enum(outcomes);

/** Fields of every entry. */
const commonSchema = uninspectedPartSchema
  .pick({ productId: true, sessionId: true, modelId: true, capturedAt: true, name: true })
  .extend(uninspectedPartSchema.pick({ lane: true, laneName: true, partNumber: true }).shape)
  .extend({
    id: rowId,
    productName: z.string(),
    /** Consecutive frames that show this appearance; 1 if each frame is a part. */
    frames: z.number().int().positive(),
    /** The latest decision; null: undecided. */
    decision: decisionSchema.nullable(),
    /** The latest decision's cause; null: it states none. */
    cause: causeSchema.nullable(),
  });

/** An entry as lists show it. */
export const logEntrySchema = commonSchema.extend({
  /** The model's verdict under the limits at that time, or `not-inspected`. */
  verdict: loggedOutcomeSchema,
  /** Null: the part was not inspected. */
  score: z.number().nullable(),
  /** Why the part was not inspected; null: it was. */
  reason: notInspectedReasonSchema.nullable(),
  /** Whether the entry's picture was kept; a part that was not inspected may have none. */
  pictured: z.boolean(),
});
export type LogEntry = z.infer<typeof logEntrySchema>;

export const decisionRecordSchema = z.object({
  id: rowId,
  /** Null: the decision takes the previous one back. */
  decision: decisionSchema.nullable(),
  cause: causeSchema.nullable(),
  note: z.string(),
  decidedBy: z.string(),
  decidedAt: instant,
});
export type DecisionRecord = z.infer<typeof decisionRecordSchema>;

/** A decision that a person makes; a null decision takes the latest one back. */
export type StatedDecision = Pick<DecisionRecord, 'decision' | 'cause' | 'note'>;

/** A picture or map of an entry: its size and the hash of its file. */
const loggedPictureSchema = z.object({
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  sha256: z.string(),
  /** Whether the stored picture equals the inspected one bit for bit. */
  lossless: z.boolean(),
});

/** Fields that explain any entry: the part's origin, the look of its picture, and later decisions. */
const explainedSchema = commonSchema.extend({
  source: toldSourceSchema,
  /** The trigger that made the frame a part. */
  triggerKind: triggerKindSchema,
  model: z.object({ family: z.string(), preset: z.string(), createdAt: instant, graphSha256: z.string() }),
  decisions: z.array(decisionRecordSchema),
  /** When the picture and map were deleted, and by which retention rule; null: they exist, or never did. */
  picturesGone: z.object({ at: instant, rule: rowId }).nullable(),
  /**
   * How the pictures at that time differed from the training images; null: they did not, or it is unknown.
   */
  unlike: unlikeSchema.nullable(),
});

/** Everything that explains a verdict: the judged part and later decisions. */
export const judgedEntrySchema = judgedPartSchema.extend(explainedSchema.shape).extend({
  reason: z.null(),
  /** False: a retention rule deleted the picture and map. */
  pictured: z.boolean(),
  thresholds: thresholdsRecordSchema,
  /** Null for entries older than the measuring of regions. */
  regions: regionsSchema.nullable(),
  picture: loggedPictureSchema,
  map: loggedPictureSchema,
});
export type JudgedEntry = z.infer<typeof judgedEntrySchema>;

/** A part that was not inspected, with the reason and, if there was one, its picture. */
export const uninspectedEntrySchema = uninspectedPartSchema.extend(explainedSchema.shape).extend({
  score: z.null(),
  pictured: z.boolean(),
  picture: loggedPictureSchema.nullable(),
});
export type UninspectedEntry = z.infer<typeof uninspectedEntrySchema>;

export const logEntryDetailSchema = z.discriminatedUnion('verdict', [
  judgedEntrySchema,
  uninspectedEntrySchema,
]);
export type LogEntryDetail = z.infer<typeof logEntryDetailSchema>;

/** A bound of the score filter. */
const scoreBound = z.number().min(-largestLimit).max(largestLimit);

export const logFilterSchema = z.object({
  productId: uuid.optional(),
  modelId: uuid.optional(),
  sessionId: uuid.optional(),
  /** Only entries of inspections that began in this shift. */
  shiftId: rowId.optional(),
  lane: laneNumberSchema.optional(),
  /** Only entries whose source is of this kind. */
  source: sourceKindSchema.optional(),
  partNumber: rowId.optional(),
  /** If left out, kept good parts are excluded, unless a name or a part number is given. */
  verdict: loggedOutcomeSchema.optional(),
  decision: z.enum(['undecided', ...decisionSchema.options]).optional(),
  from: instant.optional(),
  to: instant.optional(),
  /** Parts that were not inspected have no score and match neither bound. */
  minimumScore: scoreBound.optional(),
  maximumScore: scoreBound.optional(),
  /** The complete cause of the latest decision. */
  cause: causeSchema.optional(),
  /** Text that the name contains. ASCII letters match in either case; there are no wildcards. */
  search: z.string().trim().min(1).max(80).optional(),
});
export type LogFilter = z.infer<typeof logFilterSchema>;

export const orderSchema = z.enum(['newest', 'oldest', 'highest-score']);
export type Order = z.infer<typeof orderSchema>;

/** Most ids in one answer of `list`. */
export const longestPage = 5_000;

/** Most entries that a window lists: a longer list would exceed a browser's largest page height. */
export const longestList = 200_000;

/** The count of new entries stops here. */
export const mostCounted = 10_000;

/** Most entries in one answer. */
export const largestPage = 500;

/** A page of the entries that match a filter at one moment, in order. Later entries do not shift the list. */
export const logEntryListSchema = z.object({
  /**
   * Number of matching entries, on the first page; null on further pages, and if counting would need a walk
   * through the log.
   */
  total: count.nullable(),
  ids: z.array(rowId).max(longestPage),
  /**
   * Id of the log's newest entry at that moment, 0 if the log is empty. Requests for further pages repeat it.
   */
  newest: count,
});
export type LogEntryList = z.infer<typeof logEntryListSchema>;

/** Most entries in one decision. */
export const mostAtOnce = 10_000;

/**
 * An entry's decision before a decision on many entries. It can be restored only while `decisionId` is the
 * entry's latest decision.
 */
export const earlierDecisionSchema = z.object({
  id: rowId,
  decision: decisionSchema.nullable(),
  cause: causeSchema.nullable(),
  decisionId: rowId,
});
export type EarlierDecision = z.infer<typeof earlierDecisionSchema>;

/** An entry's logged score and verdict, and those that the same model computes now. */
export const replaySchema = z.object({
  loggedScore: z.number(),
  replayedScore: z.number(),
  loggedVerdict: z.enum(verdicts),
  replayedVerdict: z.enum(verdicts),
  regions: regionsSchema,
  /** Whether score and verdict are the same. */
  equal: z.boolean(),
});
export type Replay = z.infer<typeof replaySchema>;

export const log = {
  /** Returns a page of the log in the given order. `total` counts all matching entries. */
  query: procedure('log.read')
    .input(
      z.object({
        filter: logFilterSchema.default({}),
        order: orderSchema.default('newest'),
        /** The last entry of the page before. */
        after: rowId.optional(),
        limit: z.number().int().min(1).max(largestPage).default(100),
      }),
    )
    .output(z.object({ total: z.number().int().nonnegative(), entries: z.array(logEntrySchema) })),
  /** Returns the ids of the entries that match a filter at this moment, page by page. */
  list: procedure('log.read')
    .input(
      z.object({
        filter: logFilterSchema.default({}),
        order: orderSchema.default('newest'),
        /** The last id of the page before; needs that list's `newest`. */
        after: rowId.optional(),
        newest: count.optional(),
        limit: z.number().int().min(1).max(longestPage).default(longestPage),
      }),
    )
    .output(logEntryListSchema),
  /** Returns entries of a list by their ids, in the order of the ids in the log. */
  entries: procedure('log.read')
    .input(z.object({ ids: z.array(rowId).min(1).max(largestPage) }))
    .output(z.array(logEntrySchema)),
  /** Counts matching entries newer than the newest entry of a list, up to `mostCounted`. */
  since: procedure('log.read')
    .input(z.object({ filter: logFilterSchema.default({}), newest: count }))
    .output(z.object({ total: count })),
  get: procedure('log.read')
    .input(z.object({ id: rowId }))
    .output(logEntryDetailSchema),
  /** Decides on an entry. Null takes the latest decision back; the history keeps both. */
  decide: procedure('log.decide')
    .input(
      z.object({
        id: rowId,
        decision: decisionSchema.nullable(),
        cause: givenCauseSchema.nullable().default(null),
        note: noteSchema(1000).default(''),
      }),
    )
    .output(logEntryDetailSchema),
  /**
   * Makes the same decision on many entries, in steps; on none if one does not exist. The answer is the input of
   * `restoreMany`.
   */
  decideMany: procedure('log.decide')
    .input(
      z.object({
        ids: z.array(rowId).min(1).max(mostAtOnce),
        decision: decisionSchema.nullable(),
        cause: givenCauseSchema.nullable().default(null),
        note: noteSchema(1000).default(''),
      }),
    )
    .output(z.object({ before: z.array(earlierDecisionSchema) })),
  /** Restores earlier decisions; on none if somebody has decided on one of the entries again. */
  restoreMany: procedure('log.decide')
    .input(z.object({ before: z.array(earlierDecisionSchema).min(1).max(mostAtOnce) }))
    .output(z.object({ restored: count })),
  /** Runs the same model on the stored picture again and judges the result by the same limits. */
  replay: procedure('log.examine')
    .input(z.object({ id: rowId }))
    .output(replaySchema),
  /**
   * Adds an entry's picture to its product's dataset: a false reject as a good training image, or a decided
   * entry as a test image. A defect's kind is its cause.
   */
  addToDataset: procedure('log.teach')
    .input(z.object({ id: rowId, purpose: purposeSchema.default('training') }))
    .output(datasetImageSchema),
  /** Returns a part seen by a group of lanes, with each lane's view; null: no part has this number. */
  part: procedure('log.read')
    .input(z.object({ number: rowId }))
    .output(groupedPartSchema.nullable()),
  /** Counts parts and frames by outcome, over the filter's products, sessions and time. */
  counts: procedure('log.read')
    .input(
      logFilterSchema.pick({
        productId: true,
        modelId: true,
        sessionId: true,
        shiftId: true,
        lane: true,
        from: true,
        to: true,
      }),
    )
    .output(seenCountsSchema),
};
