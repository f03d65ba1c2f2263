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

/** Where a part was seen, whatever its outcome. */
const seenSchema = z.object({
  ...messageHead,
  /**
   * The part's number, which counts up for the whole station. Frames of a free-running camera are no parts
   * and do not travel.
   */
  part: stationRow,
  lane: laneNumberSchema,
  laneName: textOf(200),
  /** The group whose lanes saw the part together; null: one lane alone. */
  groupName: textOf(200).nullable(),
  /** The part's name from camera or folder, e.g. its serial number; null: it has none. */
  name: textOf(longestPartName).nullable(),
  product: namedProductSchema,
  model: namedModelSchema,
  /** By the station's clock. */
  capturedAt: instant,
  /** The log entry that shows the part; null: the part is good. */
  entry: stationRow.nullable(),
  /** Each lane's view in a group; empty: one lane alone saw the part. */
  views: partViewsSchema,
});

/** A part as a station reports it to the plant: its row in the log, without picture and map. */
export const plantPartSchema = z.discriminatedUnion('verdict', [
  seenSchema.extend({
    verdict: z.enum(verdicts),
    score: z.number(),
    /** The limits of the score used for the verdict. */
    limits: z.object({ review: z.number(), defect: z.number() }),
    /** Regions of the map; null: the part is older than the measuring of regions. */
    regions: z.object({ count, largest: share }).nullable(),
    /** Time from picture to verdict, milliseconds. */
    milliseconds: z.number().nonnegative(),
  }),
  seenSchema.extend({
    verdict: z.literal(notInspected),
    reason: notInspectedReasonSchema,
    detail: textOf(longestDetail).nullable(),
  }),
]);
export type PlantPart = z.infer<typeof plantPartSchema>;
