import { z } from 'zod';
import { usualLaneName } from './given-names.ts';
import { addressOf, sourceKinds, sourceSchema, type Source } from './source-kinds.ts';
import { triggerSchema, usualTrigger } from './triggers.ts';
import { visibleLine } from './visible-text.ts';

/** Most lanes of a station; lane numbers are 1..16. */
export const mostLanes = 16;
/** The lane that every station has. */
export const firstLane = 1;
/** Longest deadline of a lane, and longest time between the views of a part, milliseconds. */
const longestTimeMs = 60_000;

const longestName = 60;
/** Names go to outputs, files and controllers, so they are one line of visible characters. */
const nameSchema = z
  .string()
  .trim()
  // Groups are lanes of the same name, however their accents were typed.
  .normalize('NFC')
  .min(1, 'A name has at least one character')
  .max(longestName, `A name has at most ${longestName} characters`)
  .regex(visibleLine, 'A name is one line of visible characters');

export const laneNumberSchema = z.number().int().min(firstLane).max(mostLanes);

/** Settings of a lane, without its number. */
export const laneSettingsSchema = z.strictObject({
  name: nameSchema,
  /** Null: the person who starts the inspection chooses the source. */
  source: sourceSchema.nullable().default(null),
  trigger: triggerSchema.default(usualTrigger),
  /**
   * Time from trigger to verdict, milliseconds; a part that takes longer is not inspected. Null: unlimited.
   */
  deadlineMs: z.number().int().min(1).max(longestTimeMs).nullable().default(null),
  /** Lanes of one group look at the same part. Null: the lane sees its parts alone. */
  group: nameSchema.nullable().default(null),
  /**
   * Longest time between the group's views of one part, milliseconds; the longest one of a group's lanes counts.
   * Null: two seconds, or the longest deadline of the group if that is longer.
   */
  viewsWithinMs: z.number().int().min(1).max(longestTimeMs).nullable().default(null),
});
export type LaneSettings = z.infer<typeof laneSettingsSchema>;

export const laneSchema = laneSettingsSchema.extend({ number: laneNumberSchema });
export type Lane = z.infer<typeof laneSchema>;

/** Returns the settings of a lane that nobody has set up. */
export function usualLane(number: number = firstLane): Lane {
  return laneSchema.parse({ number, name: usualLaneName(number) });
}

/**
 * Returns whether two lanes would take each other's frames. The simulated camera serves any number of lanes.
 */
export function isSameSource(one: Source, other: Source): boolean {
  const address = addressOf(one);
  return one.kind === other.kind && address !== null && address === addressOf(other);
}

/** Returns why these settings are not possible, as a sentence; null: they are. */
export function laneProblem({ source, trigger }: LaneSettings): string | null {
  if (trigger.kind === 'free') return null;
  if (source === null) return 'A lane with a trigger needs a source. Choose its source, too.';
  if (sourceKinds[source.kind].isPushed) {
    return 'Each picture of a program is a part already. Choose the trigger “free”.';
  }
  if (sourceKinds[source.kind].read === 'window' && trigger.kind === 'hardware') {
    return 'A camera of the window has no input line. Choose another source, or another trigger.';
  }
  return null;
}
