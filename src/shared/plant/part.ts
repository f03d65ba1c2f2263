import { z } from 'zod';
import { count, instant, share } from '../contract/base.ts';
import { partViewsSchema } from '../contract/part-views.ts';
import { laneNumberSchema } from '../domain/lanes.ts';
import { longestDetail, notInspectedReasonSchema } from '../domain/not-inspected.ts';
import { notInspected } from '../domain/outcome.ts';
import { verdicts } from '../domain/verdict.ts';
import {
  longestPartName,
  messageHead,
  namedModelSchema,
  namedProductSchema,
  stationRow,
  textOf,
} from './fields.ts';

/** Where a part was seen, whatever became of it. */
const seenSchema = z.object({
  ...messageHead,
  /** The number of the part: counts up for the station. Frames of a camera that runs freely are no parts, and do not travel. */
  part: stationRow,
  lane: laneNumberSchema,
  laneName: textOf(200),
  /** The group whose lanes saw the part together; null: one lane alone. */
  groupName: textOf(200).nullable(),
  /** What camera or folder call the part, e.g. its serial; null where they call it nothing. */
  name: textOf(longestPartName).nullable(),
  product: namedProductSchema,
  model: namedModelSchema,
  /** By the station's clock. */
  capturedAt: instant,
  /** The entry of the station's log that shows the part; null for a good one. */
  entry: stationRow.nullable(),
  /** What each lane of a group saw; empty: one lane alone saw it. */
  views: partViewsSchema,
});

/** A part as a station tells it to the plant: what its log says of it, without picture and map. */
export const plantPartSchema = z.discriminatedUnion('verdict', [
  seenSchema.extend({
    verdict: z.enum(verdicts),
    score: z.number(),
    /** The limits of the score that judged it. */
    limits: z.object({ review: z.number(), defect: z.number() }),
    /** Regions of its map; null in parts from before regions were measured. */
    regions: z.object({ count, largest: share }).nullable(),
    /** From the picture to the verdict, milliseconds. */
    milliseconds: z.number().nonnegative(),
  }),
  seenSchema.extend({
    verdict: z.literal(notInspected),
    reason: notInspectedReasonSchema,
    detail: textOf(longestDetail).nullable(),
  }),
]);
export type PlantPart = z.infer<typeof plantPartSchema>;
