import { z } from 'zod';
import { keysOf } from './keys.ts';

/** Longest waiting time in a trigger's settings, milliseconds. */
export const longestWaitMs = 60_000;
const waitMs = z.number().int().min(0).max(longestWaitMs);

/** The name of a part from a scanner, a controller or a program: one line of visible characters. */
export const serialSchema = z
  .string()
  .trim()
  .min(1, 'A serial number has at least one character')
  .max(200, 'A serial number has at most 200 characters')
  .regex(/^[^\p{C}\p{Zl}\p{Zp}]*$/u, 'A serial number is one line of visible characters');

/** What makes a frame of a lane a part (docs/glossary: trigger). */
export const triggerSchema = z.discriminatedUnion('kind', [
  /**
   * Every frame of the source. The kind of source says whether a frame is a part or one of several frames of
   * a part.
   */
  z.strictObject({ kind: z.literal('free') }),
  /** The camera's own input line: the camera gives one frame for each part and no others. */
  z.strictObject({ kind: z.literal('hardware') }),
  /** A request by a PLC, a program, a key or a scanner. */
  z.strictObject({
    kind: z.literal('software'),
    /** Milliseconds from the request to the frame, i.e. the part's travel time from sensor to camera. */
    delayMs: waitMs.default(0),
    /** A second request within this many milliseconds of the last is refused. */
    debounceMs: waitMs.default(0),
  }),
  /** A part that comes into the inspected area and rests there; each appearance is one part. */
  z.strictObject({
    kind: z.literal('presence'),
    /** How long the picture must rest before its frame is taken, milliseconds. */
    restMs: waitMs.default(200),
    /** Another appearance within this many milliseconds of the last is the same part. */
    debounceMs: waitMs.default(300),
  }),
]);
export type Trigger = z.infer<typeof triggerSchema>;
export type TriggerKind = Trigger['kind'];

interface TriggerTraits {
  /**
   * Whether each inspected frame is one part, so that there is a yield; false: the kind of source decides.
   */
  readonly givesParts: boolean;
  /** Whether each part needs a request. */
  readonly asked: boolean;
}

/** The one table of trigger kinds, in the order in which the window offers them. */
export const triggerKinds: { readonly [Kind in TriggerKind]: TriggerTraits } = {
  free: { givesParts: false, asked: false },
  hardware: { givesParts: true, asked: false },
  software: { givesParts: true, asked: true },
  presence: { givesParts: true, asked: false },
};

export const triggerKindSchema = z.enum(keysOf(triggerKinds));

/** The trigger of a lane that nobody has set up. */
export const usualTrigger: Trigger = { kind: 'free' };
