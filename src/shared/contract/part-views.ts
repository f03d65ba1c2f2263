import { z } from 'zod';
import { mostLanes } from '../domain/lanes.ts';
import { uninspectedPartSchema } from './part-result.ts';
import { outcomes } from '../domain/outcome.ts';
import { instant, rowId } from './base.ts';

/** One lane's view of a part that a group of lanes looks at. */
export const partViewSchema = uninspectedPartSchema.pick({ lane: true, laneName: true }).extend({
  verdict: z.enum(outcomes),
  /** Null: the lane has no verdict for it. */
  score: z.number().nullable(),
  /** Why it was not inspected; `missing`: the lane gave nothing. Null: it was. */
  reason: z.string().max(40).nullable(),
  /** The log's entry that shows the view; null for a good one that is not kept, and where there is none. */
  entryId: rowId.nullable(),
});
/** A part that a group of lanes looked at. */
export const groupedPartSchema = z.object({
  number: rowId,
  groupName: z.string(),
  /** The worst of its views. */
  verdict: z.enum(outcomes),
  capturedAt: instant,
  /** By the numbers of the lanes. */
  views: z.array(partViewSchema).max(mostLanes),
});
/** A part as the log keeps it. */
export type LoggedGroupPart = z.infer<typeof groupedPartSchema>;
export type PartView = z.infer<typeof partViewSchema>;
export const partViewsSchema = z.array(partViewSchema).max(mostLanes);
