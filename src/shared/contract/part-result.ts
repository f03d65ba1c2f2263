import { z } from 'zod';
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

/**
 * One judged part, all that is known of it when the verdict is given. The session fills it once; the log, the live channel,
 * the exported log, reports and what follows from them take it from here, and name its fields as they are named here.
 */
export const partResultSchema = z.object({
  sessionId: uuid,
  productId: uuid,
  modelId: uuid,
  /** Counts up within the session. */
  frameNumber: count,
  /** What camera or folder call the part, e.g. its serial or its file; null where they call it nothing. */
  name: z.string().nullable(),
  capturedAt: instant,
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
export type PartResult = z.infer<typeof partResultSchema>;
