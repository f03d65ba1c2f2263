import { z } from 'zod';
import { firstLane, laneNumberSchema, usualLane } from '../domain/lanes.ts';
import { longestDetail, notInspectedReasonSchema } from '../domain/not-inspected.ts';
import { notInspected, outcomes } from '../domain/outcome.ts';
import { verdicts } from '../domain/verdict.ts';
import { count, instant, rowId, share, uuid } from './base.ts';
import { limitsSchema } from './products.ts';

/** Regions of a map at or above the pixel threshold. */
export const regionsSchema = z.object({
  /** Those that reach the smallest area. */
  count,
  /** Share of the picture that the largest of all covers. */
  largest: share,
});

/** Times of one frame, milliseconds. The window adds the drawing itself. */
export const timingsSchema = z.object({
  capture: z.number().nonnegative(),
  queue: z.number().nonnegative(),
  run: z.number().nonnegative(),
  post: z.number().nonnegative(),
});
export type Timings = z.infer<typeof timingsSchema>;

/** A part that arrived, whatever becomes of it. */
const arrivedPartSchema = z.object({
  sessionId: uuid,
  productId: uuid,
  modelId: uuid,
  /** Counts up within the session. */
  frameNumber: count,
  /** What camera or folder call the part, e.g. its serial or its file; null where they call it nothing. */
  name: z.string().nullable(),
  capturedAt: instant,
  /** The lane that saw it, by its number, and what it was called then. Lane 1 where nothing is said: from before there were lanes. */
  lane: laneNumberSchema.default(firstLane),
  laneName: z.string().default(usualLane().name),
  /**
   * Counts up for the station, never used twice; the lanes of a group share it for the part that they see together. Null for frames of a
   * camera that runs freely, which are no parts, and from before parts had numbers.
   */
  partNumber: rowId.nullable().default(null),
  /** The group whose lanes see the part together, each giving a view of it; null: the lane's parts are its own. */
  groupName: z.string().nullable().default(null),
});

/** A part that has its verdict. */
export const judgedPartSchema = arrivedPartSchema.extend({
  score: z.number(),
  verdict: z.enum(verdicts),
  /** The limits that judged it. */
  thresholds: limitsSchema.extend({ id: rowId }),
  /** What the limits found in its map. */
  regions: regionsSchema,
  /** The execution provider that ran the model, e.g. `cpu`. */
  provider: z.string(),
  timings: timingsSchema,
});
export type JudgedPart = z.infer<typeof judgedPartSchema>;

/** A part that has no verdict. Nothing is made up for it: no score, no limits, no regions. */
export const uninspectedPartSchema = arrivedPartSchema.extend({
  verdict: z.literal(notInspected),
  reason: notInspectedReasonSchema,
  /** What went wrong, in the words of the program; null where there are none. */
  detail: z.string().max(longestDetail).nullable(),
});
export type UninspectedPart = z.infer<typeof uninspectedPartSchema>;

/**
 * One part and what became of it, all that is known when the outcome is. The session fills it once; the log, the live channel,
 * the exported log, reports, outputs of the line and what follows from them take it from here, and name its fields as they
 * are named here. `verdict` is the outcome.
 */
export const partResultSchema = z.discriminatedUnion('verdict', [judgedPartSchema, uninspectedPartSchema]);
export type PartResult = z.infer<typeof partResultSchema>;

/** Parts, or frames, by what became of them. */
export const outcomeCountsSchema = z.record(z.enum(outcomes), count);

/** Parts by what became of them; and frames of cameras that run freely, which see a part in many frames and are no parts. */
export const seenCountsSchema = z.object({ parts: outcomeCountsSchema, frames: outcomeCountsSchema });
export type SeenCounts = z.infer<typeof seenCountsSchema>;
