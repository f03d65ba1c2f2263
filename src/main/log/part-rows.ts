import { z } from 'zod';
import { partResultSchema, type PartResult } from '../../shared/contract/part-result.ts';

/**
 * A judged part as the columns of the tables that hold parts. A field that is a single value is a column under its own name
 * by itself; fields of several values are spread below.
 */
export const partRowSchema = partResultSchema
  .omit({ thresholds: true, regions: true, timings: true })
  .extend({
    thresholdsId: z.number(),
    /** Null in rows from before regions were measured. */
    regions: z.number().nullable(),
    largestRegion: z.number().nullable(),
    captureMs: z.number(),
    queueMs: z.number(),
    runMs: z.number(),
    postMs: z.number(),
  });
export type PartRow = z.infer<typeof partRowSchema>;

export function rowOfPart({ thresholds, regions, timings, ...values }: PartResult): PartRow {
  return {
    ...values,
    thresholdsId: thresholds.id,
    regions: regions.count,
    largestRegion: regions.largest,
    captureMs: timings.capture,
    queueMs: timings.queue,
    runMs: timings.run,
    postMs: timings.post,
  };
}

/** A part as it is read back; its limits are asked for by their id. */
export function partOfRow<Row extends Omit<PartRow, 'verdict'>>(row: Row) {
  const { regions: count, largestRegion: largest, captureMs, queueMs, runMs, postMs, ...values } = row;
  return {
    ...values,
    regions: count === null || largest === null ? null : { count, largest },
    timings: { capture: captureMs, queue: queueMs, run: runMs, post: postMs },
  };
}
