import { z } from 'zod';
import { laneNumberSchema, laneSchema, laneSettingsSchema, mostLanes } from '../domain/lanes.ts';
import { count, instant, procedure } from './base.ts';

/** Who set something up, and when; null: it is as delivered. */
export const setUpSchema = z.object({
  /** Counts up with each change; 0: it was never set up. */
  version: count,
  setBy: z.string().nullable(),
  setAt: instant.nullable(),
});

export const configuredLaneSchema = laneSchema.extend(setUpSchema.shape);
export type ConfiguredLane = z.infer<typeof configuredLaneSchema>;

/** The lane and its version that a change was made from: refused as CONFLICT when it was changed since. */
const changed = z.object({ number: laneNumberSchema, expected: count });

/** How the lanes of the line are set up. What changes holds from a lane's next inspection on. */
export const lanes = {
  /** By their numbers; lane 1 is always there. */
  list: procedure('line.see').output(z.array(configuredLaneSchema).max(mostLanes)),
  add: procedure('line.setUp').input(laneSchema).output(configuredLaneSchema),
  change: procedure('line.setUp')
    .input(changed.extend({ lane: laneSettingsSchema }))
    .output(configuredLaneSchema),
  /** Refused as CONFLICT for lane 1, and while the lane inspects. */
  remove: procedure('line.setUp').input(changed).output(z.void()),
};
