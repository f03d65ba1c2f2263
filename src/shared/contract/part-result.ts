import { z } from 'zod';
import { firstLane, laneNumberSchema, usualLane } from '../domain/lanes.ts';
import { longestDetail, notInspectedReasonSchema } from '../domain/not-inspected.ts';
import { notInspected, outcomes } from '../domain/outcome.ts';
import { verdicts } from '../domain/verdict.ts';
import { count, instant, rowId, share, uuid } from './base.ts';
import { limitsSchema } from './products.ts';

/** Regions of a map, i.e. places at or above the pixel threshold. */
export const regionsSchema = z.object({
  /** Regions at least as large as the smallest area. */
  count,
  /** Share of the picture that the largest region covers. */
  largest: share,
});

/** Times of one frame, milliseconds. Drawing time in the window is not included. */
export const timingsSchema = z.object({
  capture: z.number().nonnegative(),
  queue: z.number().nonnegative(),
  run: z.number().nonnegative(),
  post: z.number().nonnegative(),
});
export type Timings = z.infer<typeof timingsSchema>;

/** Fields of every part that arrived, whatever its outcome. */
const arrivedPartSchema = z.object({
  sessionId: uuid,
  productId: uuid,
  modelId: uuid,
  /** Counts up within the session. */
  frameNumber: count,
  /** The part's name from camera or folder, e.g. its serial number or file name; null: it has none. */
  name: z.string().nullable(),
  capturedAt: instant,
  /**
   * Number of the lane that saw the part; lane 1 for parts older than lanes. `laneName` is its name at that
   * time.
   */
  lane: laneNumberSchema.default(firstLane),
  laneName: z.string().default(usualLane().name),
  /**
   * Counts up for the whole station and is never reused; the lanes of a group share it for a part that they
   * see together. Null: the frame comes from a free-running camera and is no part, or is older than part
   * numbers.
   */
  partNumber: rowId.nullable().default(null),
  /** The group whose lanes each give a view of this part; null: the lane sees its parts alone. */
  groupName: z.string().nullable().default(null),
});

/** A part that has its verdict. */
export const judgedPartSchema = arrivedPartSchema.extend({
  score: z.number(),
  verdict: z.enum(verdicts),
  /** The limits of this verdict. */
  thresholds: limitsSchema.extend({ id: rowId }),
  /** Regions of the part's map under these limits. */
  regions: regionsSchema,
  /** The execution provider that ran the model, e.g. `cpu`. */
  provider: z.string(),
  timings: timingsSchema,
});
export type JudgedPart = z.infer<typeof judgedPartSchema>;

/** A part without a verdict; it has no score, limits or regions. */
export const uninspectedPartSchema = arrivedPartSchema.extend({
  verdict: z.literal(notInspected),
  reason: notInspectedReasonSchema,
  /** What went wrong, in the program's words; null: nothing to add to the reason. */
  detail: z.string().max(longestDetail).nullable(),
});
export type UninspectedPart = z.infer<typeof uninspectedPartSchema>;

/**
 * One part with its outcome and everything known at that moment. The session fills it once. The log, the live
 * channel, exports, reports and outputs take their values from it and keep its field names. `verdict` is the
 * outcome.
 */
export const partResultSchema = z.discriminatedUnion('verdict', [judgedPartSchema, uninspectedPartSchema]);
export type PartResult = z.infer<typeof partResultSchema>;

/** Counts of parts or frames by outcome. */
export const outcomeCountsSchema = z.record(z.enum(outcomes), count);

/**
 * Counts of parts by outcome, and of frames from free-running cameras, which show a part many times and are
 * no parts.
 */
export const seenCountsSchema = z.object({ parts: outcomeCountsSchema, frames: outcomeCountsSchema });
export type SeenCounts = z.infer<typeof seenCountsSchema>;
