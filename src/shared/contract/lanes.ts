import { z } from 'zod';
import { laneNumberSchema, laneSchema, laneSettingsSchema, mostLanes } from '../domain/lanes.ts';
import { count, instant, procedure } from './base.ts';

/** Who set something up, and when; null: unchanged since delivery. */
export const setUpSchema = z.object({
  /** Counts up with each change; 0: never set up. */
  version: count,
  setBy: z.string().nullable(),
  setAt: instant.nullable(),
});

export const configuredLaneSchema = laneSchema.extend(setUpSchema.shape);
export type ConfiguredLane = z.infer<typeof configuredLaneSchema>;

/** Names a lane and the version that the caller knows. Fails with CONFLICT if the lane has changed since. */
const changed = z.object({ number: laneNumberSchema, expected: count });

/** Set-up of the line's lanes. A change takes effect at the lane's next inspection. */
export const lanes = {
  /** Lists lanes by number; lane 1 always exists. */
  list: procedure('line.see').output(z.array(configuredLaneSchema).max(mostLanes)),
  add: procedure('line.setUp').input(laneSchema).output(configuredLaneSchema),
  change: procedure('line.setUp')
    .input(changed.extend({ lane: laneSettingsSchema }))
    .output(configuredLaneSchema),
  /** Fails with CONFLICT for lane 1 and while the lane inspects. */
  remove: procedure('line.setUp').input(changed).output(z.void()),
};
