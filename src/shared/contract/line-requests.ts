import { z } from 'zod';
import { errorCodes } from '../domain/station-error.ts';
import { serialSchema } from '../domain/triggers.ts';
import { visibleLine } from '../domain/visible-text.ts';

/** A code or a name that a program sends: one line of visible characters. */
const oneLine = z.string().min(1).max(200).regex(visibleLine, 'One line of visible characters is needed');

/** The number of a lane, from 1. */
export const laneNumber = z.number().int().min(1).max(1000);

/** A request for a part. */
export const triggerRequestSchema = z.strictObject({
  lane: laneNumber,
  /** The part's name; null: none. */
  serial: serialSchema.nullable().default(null),
});

/** A recipe, named by its number, its name or its scanned code. */
export const recipeChoiceSchema = z.union([
  z.strictObject({ number: z.number().int().min(0).max(1_000_000) }),
  z.strictObject({ name: oneLine }),
  z.strictObject({ code: oneLine }),
]);

/** The sender's own id of a request. The station executes a repeated id only once. */
const requestId = z.string().min(1).max(64).nullable().default(null);

/** Requests through a broker, by the last word of their topic. */
export const brokerRequests = {
  trigger: z.strictObject({ id: requestId, ...triggerRequestSchema.shape }),
  recipe: z.strictObject({ id: requestId, recipe: recipeChoiceSchema }),
} as const;
export type BrokerCommand = keyof typeof brokerRequests;

/** The answer to a broker's request. */
export const brokerAnswerSchema = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    id: z.string().nullable(),
    command: z.string(),
    /** Number of the requested part. */
    partNumber: z.number().int().positive().optional(),
    /** The selected recipe. */
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
