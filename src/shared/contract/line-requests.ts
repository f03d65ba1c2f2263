import { z } from 'zod';
import { errorCodes } from '../domain/station-error.ts';
import { visibleLine } from '../domain/visible-text.ts';

/** A serial, a code or a name that a program sends: one line of visible characters. */
const oneLine = z.string().min(1).max(200).regex(visibleLine, 'One line of visible characters is needed');

/** A lane by its number, from 1. */
export const laneNumber = z.number().int().min(1).max(1000);

/** A part that is asked for. */
export const triggerRequestSchema = z.strictObject({
  lane: laneNumber,
  /** What the part is called; null: nothing. */
  serial: oneLine.nullable().default(null),
});

/** A recipe by its number, its name or what a scanner reads. */
export const recipeChoiceSchema = z.union([
  z.strictObject({ number: z.number().int().min(0).max(1_000_000) }),
  z.strictObject({ name: oneLine }),
  z.strictObject({ code: oneLine }),
]);

/** The sender's own mark of a request; what comes again under it is not done again. */
const requestId = z.string().min(1).max(64).nullable().default(null);

/** What a program asks through a broker, by the last word of the topic. */
export const brokerRequests = {
  trigger: z.strictObject({ id: requestId, ...triggerRequestSchema.shape }),
  recipe: z.strictObject({ id: requestId, recipe: recipeChoiceSchema }),
} as const;
export type BrokerCommand = keyof typeof brokerRequests;

/** What it is answered. */
export const brokerAnswerSchema = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    id: z.string().nullable(),
    command: z.string(),
    /** Of a part that was asked for. */
    partNumber: z.number().int().positive().optional(),
    /** The recipe that was selected. */
    recipe: z.object({ number: z.number(), name: z.string() }).optional(),
  }),
  z.object({
    ok: z.literal(false),
    id: z.string().nullable(),
    command: z.string(),
    code: z.enum([...errorCodes, 'INTERNAL']),
    message: z.string(),
  }),
]);
export type BrokerAnswer = z.infer<typeof brokerAnswerSchema>;
