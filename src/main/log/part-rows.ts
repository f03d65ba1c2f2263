import { z } from 'zod';
import {
  judgedPartSchema,
  uninspectedPartSchema,
  type JudgedPart,
  type PartResult,
  type UninspectedPart,
} from '../../shared/contract/part-result.ts';
import { keysOf } from '../../shared/domain/keys.ts';
import { notInspected } from '../../shared/domain/outcome.ts';

/**
 * A judged part as columns of the tables of parts. Fields with a single value are columns of the same name; fields with several
 * values are spread over the columns below.
 */
export const judgedRowSchema = judgedPartSchema
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
export type JudgedRow = z.infer<typeof judgedRowSchema>;

/** All columns of a part, judged or not, as an entry of the log has them. */
export const partFields = keysOf({ ...judgedRowSchema.shape, ...uninspectedPartSchema.shape });

const nothing: Readonly<Record<string, null>> = Object.fromEntries(partFields.map((field) => [field, null]));

export function rowOfJudged({ thresholds, regions, timings, ...values }: JudgedPart): JudgedRow {
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

/** Returns a value for each column of a part; null for columns that it does not use. */
export function rowOfPart(part: PartResult): Readonly<Record<string, string | number | null>> {
  return { ...nothing, ...(part.verdict === notInspected ? part : rowOfJudged(part)) };
}

/** Makes a judged part from its columns; its limits are read separately, by id. */
export function judgedOfRow<Row extends Omit<JudgedRow, 'verdict'>>(row: Row) {
  const { regions: count, largestRegion: largest, captureMs, queueMs, runMs, postMs, ...values } = row;
  return {
    ...values,
    regions: count === null || largest === null ? null : { count, largest },
    timings: { capture: captureMs, queue: queueMs, run: runMs, post: postMs },
  };
}

/** Fields that the part's session has for all of its parts. */
const ofSession = { productId: true, modelId: true, lane: true, laneName: true, groupName: true } as const;

/** Columns of `inspections`. */
export const inspectionFields = keysOf(judgedRowSchema.omit(ofSession).shape);

/** Columns of `uninspected_parts`. */
export const uninspectedFields = keysOf(uninspectedPartSchema.omit({ ...ofSession, verdict: true }).shape);

export function rowOfUninspected({
  sessionId,
  frameNumber,
  name,
  capturedAt,
  reason,
  detail,
  partNumber,
}: UninspectedPart): Omit<UninspectedPart, keyof typeof ofSession | 'verdict'> {
  return { sessionId, frameNumber, name, capturedAt, reason, detail, partNumber };
}
