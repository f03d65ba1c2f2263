import { z } from 'zod';
import { keysOf } from './keys.ts';

/** The longest wait of a trigger, milliseconds. */
export const longestWaitMs = 60_000;
const waitMs = z.number().int().min(0).max(longestWaitMs);

/** What a part is called by a scanner, a controller or a program: one line of visible characters, as in the log. */
export const serialSchema = z
  .string()
  .trim()
  .min(1, 'A serial number has at least one character')
  .max(200, 'A serial number has at most 200 characters')
  .regex(/^[^\p{C}\p{Zl}\p{Zp}]*$/u, 'A serial number is one line of visible characters');

/** What makes a frame of a lane's camera a part (docs/glossary: trigger). */
export const triggerSchema = z.discriminatedUnion('kind', [
  /** Every frame that the source gives; what a frame is (a part, or a frame of one) is up to the kind of source. */
  z.strictObject({ kind: z.literal('free') }),
  /** The camera's own input line: the camera gives a frame for each part, and none else. */
  z.strictObject({ kind: z.literal('hardware') }),
  /** A PLC, a program, a key or a scanner asks for a part. */
  z.strictObject({
    kind: z.literal('software'),
    /** From the request to the frame that is taken, milliseconds: the way from the sensor to the camera. */
    delayMs: waitMs.default(0),
    /** A second request within so many milliseconds of the last is refused. */
    debounceMs: waitMs.default(0),
  }),
  /** A part that comes into the inspected area and rests there: one part an appearance. */
  z.strictObject({
    kind: z.literal('presence'),
    /** How long the picture must rest before its frame is taken, milliseconds. */
    restMs: waitMs.default(200),
    /** Another appearance within so many milliseconds of the last is the same part. */
    debounceMs: waitMs.default(300),
  }),
]);
export type Trigger = z.infer<typeof triggerSchema>;
export type TriggerKind = Trigger['kind'];

interface TriggerTraits {
  /** Whether each frame that is inspected is one part, so that there is a yield; else the kind of source says it. */
  readonly givesParts: boolean;
  /** Whether somebody has to ask for each part. */
  readonly asked: boolean;
}

/** The one table that says what a kind of trigger is; in the order in which they are offered. */
export const triggerKinds: { readonly [Kind in TriggerKind]: TriggerTraits } = {
  free: { givesParts: false, asked: false },
  hardware: { givesParts: true, asked: false },
  software: { givesParts: true, asked: true },
  presence: { givesParts: true, asked: false },
};

export const triggerKindSchema = z.enum(keysOf(triggerKinds));

/** What a lane that was never set up does. */
export const usualTrigger: Trigger = { kind: 'free' };
