import { z } from 'zod';
import { addressOf, sourceKinds, sourceSchema, type Source } from './source-kinds.ts';
import { triggerSchema, usualTrigger } from './triggers.ts';
import { visibleLine } from './visible-text.ts';

/** Lanes of a station are numbered from 1 to this. */
export const mostLanes = 16;
/** The lane that every station has. */
export const firstLane = 1;
/** The longest time that a lane may take for a part, milliseconds. */
const longestDeadlineMs = 60_000;

const longestName = 60;
/** Names go to outputs, files and controllers: one line of visible characters. */
const nameSchema = z
  .string()
  .trim()
  .min(1, 'A name has at least one character')
  .max(longestName, `A name has at most ${longestName} characters`)
  .regex(visibleLine, 'A name is one line of visible characters');

export const laneNumberSchema = z.number().int().min(firstLane).max(mostLanes);

/** A lane as it is set up, but for its number. */
export const laneSettingsSchema = z.strictObject({
  name: nameSchema,
  /** Null: whoever starts the inspection chooses it. */
  source: sourceSchema.nullable().default(null),
  trigger: triggerSchema.default(usualTrigger),
  /** From the trigger to the verdict, milliseconds; a part that takes longer is not inspected. Null: as long as it takes. */
  deadlineMs: z.number().int().min(1).max(longestDeadlineMs).nullable().default(null),
  /** Lanes of one group look at the same part. Null: its parts are its own. */
  group: nameSchema.nullable().default(null),
});
export type LaneSettings = z.infer<typeof laneSettingsSchema>;

/** A lane: a camera, a trigger, and the product that it inspects (docs/glossary). */
export const laneSchema = laneSettingsSchema.extend({ number: laneNumberSchema });
export type Lane = z.infer<typeof laneSchema>;

/** A lane that was never set up. */
export function usualLane(number: number = firstLane): Lane {
  return laneSchema.parse({ number, name: `Lane ${number}` });
}

/** Whether two lanes would take each other's frames. The simulated camera is there as often as it is asked for. */
export function isSameSource(one: Source, other: Source): boolean {
  const address = addressOf(one);
  return one.kind === other.kind && address !== null && address === addressOf(other);
}

/** What keeps a lane from being set up so, as a sentence; null: nothing. */
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
