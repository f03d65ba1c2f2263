import { z } from 'zod';
import { mostLanes } from '../domain/lanes.ts';
import { uninspectedPartSchema } from './part-result.ts';
import { outcomes } from '../domain/outcome.ts';
import { instant, rowId } from './base.ts';

/** One lane's view of a part seen by a group of lanes. */
export const partViewSchema = uninspectedPartSchema.pick({ lane: true, laneName: true }).extend({
  verdict: z.enum(outcomes),
  /** Null: the lane has no verdict on the part. */
  score: z.number().nullable(),
  /** Why the part was not inspected; `missing`: the lane gave no view. Null: it was inspected. */
  reason: z.string().max(40).nullable(),
  /** The log entry that shows the view; null: none exists, e.g. because the view is good and not kept. */
  entryId: rowId.nullable(),
});
/** A part seen by a group of lanes. */
export const groupedPartSchema = z.object({
  number: rowId,
  groupName: z.string(),
  /** The worst of its views. */
  verdict: z.enum(outcomes),
  capturedAt: instant,
  /** Views by lane number. */
  views: z.array(partViewSchema).max(mostLanes),
});
/** A grouped part as the log keeps it. */
export type LoggedGroupPart = z.infer<typeof groupedPartSchema>;
export type PartView = z.infer<typeof partViewSchema>;
export const partViewsSchema = z.array(partViewSchema).max(mostLanes);
