import { z } from 'zod';
import { laneNumberSchema } from '../domain/lanes.ts';
import { notInspectedReasonSchema } from '../domain/not-inspected.ts';
import { outcomes } from '../domain/outcome.ts';
import { unlikeSchema } from '../domain/picture-traits.ts';
import { sourceKindSchema, sourceSchema } from '../domain/source-kinds.ts';
import { triggerKindSchema } from '../domain/triggers.ts';
import { largestLimit, verdicts } from '../domain/verdict.ts';
import { noteSchema } from '../domain/visible-text.ts';
import { count, instant, procedure, rowId, uuid } from './base.ts';
import { datasetImageSchema, purposeSchema } from './datasets.ts';
import { judgedPartSchema, regionsSchema, seenCountsSchema, uninspectedPartSchema } from './part-result.ts';
import { groupedPartSchema } from './part-views.ts';
import { causeSchema, givenCauseSchema, thresholdsRecordSchema } from './products.ts';

/** What a person says a logged part is. It stands beside the model's verdict, never over it. */
export const decisionSchema = z.enum(['good', 'defect']);
export type Decision = z.infer<typeof decisionSchema>;

/** What an entry of the log may be; good where the product has a sample of its good parts kept. */
export const loggedOutcomeSchema = z.enum(outcomes);

/** What every entry has. */
const commonSchema = uninspectedPartSchema
  .pick({ productId: true, sessionId: true, modelId: true, capturedAt: true, name: true })
  .extend(uninspectedPartSchema.pick({ lane: true, laneName: true, partNumber: true }).shape)
  .extend({
    id: rowId,
    productName: z.string(),
    /** Frames in a row that show this appearance; 1 where each frame is a part. */
    frames: z.number().int().positive(),
    /** The latest decision, null while undecided. */
    decision: decisionSchema.nullable(),
    /** The cause that the latest decision states; null where it states none. */
    cause: causeSchema.nullable(),
  });

/** What a list shows of an entry. */
export const logEntrySchema = commonSchema.extend({
  /** The model's verdict under the limits of that moment, or that there is none. */
  verdict: loggedOutcomeSchema,
  /** Null: the part was not inspected. */
  score: z.number().nullable(),
  /** Why the part was not inspected; null where it was. */
  reason: notInspectedReasonSchema.nullable(),
  /** Whether its picture was kept; a part that was not inspected may have none. */
  pictured: z.boolean(),
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

/** What a person states of an entry; a decision that is null takes the last one back. */
export type StatedDecision = Pick<DecisionRecord, 'decision' | 'cause' | 'note'>;

/** A picture or map of an entry: pixels or positions, and the hash of its file. */
const loggedPictureSchema = z.object({
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  sha256: z.string(),
  /** Whether it is what was inspected, bit for bit. */
  lossless: z.boolean(),
});

/** What explains any entry: where the part came from, how the pictures looked, and what people decided since. */
const explainedSchema = commonSchema.extend({
  source: sourceSchema,
  /** What made it a part. */
  triggerKind: triggerKindSchema,
  model: z.object({ family: z.string(), preset: z.string(), createdAt: instant, graphSha256: z.string() }),
  decisions: z.array(decisionRecordSchema),
  /** When its picture and map went, and by which rule of retention; null: they are there, or never were. */
  picturesGone: z.object({ at: instant, rule: rowId }).nullable(),
  /** How the pictures of that moment differed from the training images; null where they did not, or nothing is known. */
  unlike: unlikeSchema.nullable(),
});

/** Everything that explains a verdict: the part as it was judged, and what people decided since. */
export const judgedEntrySchema = judgedPartSchema.extend(explainedSchema.shape).extend({
  reason: z.null(),
  /** False: its picture and map went by a rule of retention. */
  pictured: z.boolean(),
  thresholds: thresholdsRecordSchema,
  /** Null in entries from before regions were measured. */
  regions: regionsSchema.nullable(),
  picture: loggedPictureSchema,
  map: loggedPictureSchema,
});
export type JudgedEntry = z.infer<typeof judgedEntrySchema>;

/** A part that was not inspected, with the reason, and its picture where there was one. */
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

/** A score to filter by. */
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
  /** Kept good parts are left out where nothing is said here, unless a name or a part number is asked for. */
  verdict: loggedOutcomeSchema.optional(),
  decision: z.enum(['undecided', ...decisionSchema.options]).optional(),
  from: instant.optional(),
  to: instant.optional(),
  /** A part that was not inspected has no score: it fits neither of the two. */
  minimumScore: scoreBound.optional(),
  maximumScore: scoreBound.optional(),
  /** The whole cause of the latest decision. */
  cause: causeSchema.optional(),
  /** Text that the name contains. ASCII letters fit in either case, and no character is a wildcard. */
  search: z.string().trim().min(1).max(80).optional(),
});
export type LogFilter = z.infer<typeof logFilterSchema>;

export const orderSchema = z.enum(['newest', 'oldest', 'highest-score']);
export type Order = z.infer<typeof orderSchema>;

/** Ids that a list gives at once, at most. */
export const longestPage = 5_000;

/** Entries that a window names at most: a longer list would be higher than a browser's page can be. */
export const longestList = 200_000;

/** New entries are counted up to so many. */
export const mostCounted = 10_000;

/** Entries of a list that are looked up at once, at most. */
export const largestPage = 500;

/** A page of the entries that a filter finds at one moment, in order. Entries that are logged later do not move the list. */
export const logEntryListSchema = z.object({
  /**
   * How many entries fit, on the first page; null where it would take a walk through the log to know, and on further pages.
   */
  total: count.nullable(),
  ids: z.array(rowId).max(longestPage),
  /** Id of the newest entry of the whole log at that moment; 0: the log is empty. Further pages are asked for with it. */
  newest: count,
});
export type LogEntryList = z.infer<typeof logEntryListSchema>;

/** Entries that are decided on at once, at most. */
export const mostAtOnce = 10_000;

/**
 * The decision on an entry before many were decided on at once. It is restored only while `decisionId` is still the
 * latest decision on the entry.
 */
export const earlierDecisionSchema = z.object({
  id: rowId,
  decision: decisionSchema.nullable(),
  cause: causeSchema.nullable(),
  decisionId: rowId,
});
export type EarlierDecision = z.infer<typeof earlierDecisionSchema>;

/** An entry's score and verdict as they were logged, and as the same model gives them now. */
export const replaySchema = z.object({
  loggedScore: z.number(),
  replayedScore: z.number(),
  loggedVerdict: z.enum(verdicts),
  replayedVerdict: z.enum(verdicts),
  regions: regionsSchema,
  /** Score and verdict are the same. */
  equal: z.boolean(),
});
export type Replay = z.infer<typeof replaySchema>;

export const log = {
  /** A page of the log, newest or highest score first. `total` counts all that fit the filter. */
  query: procedure('log.read')
    .input(
      z.object({
        filter: logFilterSchema.default({}),
        order: orderSchema.default('newest'),
        /** The entry after which the page begins. */
        after: rowId.optional(),
        limit: z.number().int().min(1).max(largestPage).default(100),
      }),
    )
    .output(z.object({ total: z.number().int().nonnegative(), entries: z.array(logEntrySchema) })),
  /** Ids of the entries that fit a filter at this moment, in order, page by page. */
  list: procedure('log.read')
    .input(
      z.object({
        filter: logFilterSchema.default({}),
        order: orderSchema.default('newest'),
        /** The last id of the page before, with the list's `newest`. */
        after: rowId.optional(),
        newest: count.optional(),
        limit: z.number().int().min(1).max(longestPage).default(longestPage),
      }),
    )
    .output(logEntryListSchema),
  /** Entries of a list, in the order of their ids in the log. */
  entries: procedure('log.read')
    .input(z.object({ ids: z.array(rowId).min(1).max(largestPage) }))
    .output(z.array(logEntrySchema)),
  /** How many entries that fit were logged after the newest entry of a list, `mostCounted` at most. */
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
        cause: givenCauseSchema.nullable().default(null),
        note: noteSchema(1000).default(''),
      }),
    )
    .output(logEntryDetailSchema),
  /**
   * The same decision on many entries: on all of them or, when one does not exist, on none. Gives what `restoreMany` needs
   * to take it back.
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
  /** Restores the decisions of before; refused as a whole when an entry was decided on anew since. */
  restoreMany: procedure('log.decide')
    .input(z.object({ before: z.array(earlierDecisionSchema).min(1).max(mostAtOnce) }))
    .output(z.object({ restored: count })),
  /** Runs the same model on the stored picture again and judges it by the same limits. */
  replay: procedure('log.examine')
    .input(z.object({ id: rowId }))
    .output(replaySchema),
  /**
   * Adds an entry's picture to the dataset of its product: a false reject as a new good image that trains, or an entry
   * that was decided on as a test image, a defect with its cause as kind.
   */
  addToDataset: procedure('log.teach')
    .input(z.object({ id: rowId, purpose: purposeSchema.default('training') }))
    .output(datasetImageSchema),
  /** A part that a group of lanes looked at, with what each saw; null: there is none of this number. */
  part: procedure('log.read')
    .input(z.object({ number: rowId }))
    .output(groupedPartSchema.nullable()),
  /** What became of how many parts and frames, over the filter's products, sessions and time. */
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
