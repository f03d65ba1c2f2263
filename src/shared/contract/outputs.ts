import { z } from 'zod';
import { outputTargetSchema } from '../domain/output-kinds.ts';
import { secretChangesSchema, secretNameSchema } from '../domain/output-secrets.ts';
import { errorCodes } from '../domain/station-error.ts';
import { count, instant, procedure, rowId, uuid } from './base.ts';
import { outputTroubleSchema } from './output-trouble.ts';
import { clientCertificateSchema, fingerprintSchema, mostClientCertificates } from './client-certificates.ts';
import { sentMessageSchema } from './line-message.ts';

/** Most outputs of a station. */
export const mostOutputs = 16;

/** Most messages in the list of an output. */
export const shownMessages = 20;

const longestName = 60;

/** An output's set-up. */
export const outputSchema = z.object({
  name: z
    .string()
    .trim()
    .min(1, 'An output needs a name')
    .max(longestName, `A name has at most ${longestName} characters`)
    .regex(/^[^\p{C}\p{Zl}\p{Zp}]*$/u, 'A name is one line of visible characters'),
  /** False: the output takes no new results; waiting ones keep waiting. */
  enabled: z.boolean(),
  target: outputTargetSchema,
});
export type Output = z.infer<typeof outputSchema>;

/** The state of an output. */
export const outputStateSchema = z.object({
  /**
   * `ok`: all results have left · `waiting`: the receiver takes nothing, so results wait · `off`: switched
   * off.
   */
  lamp: z.enum(['ok', 'waiting', 'off']),
  /** Results that have not left yet. */
  waiting: count,
  /** Why nothing leaves, and since when; null: all is well. */
  failure: z
    .object({
      code: z.enum(errorCodes),
      message: z.string(),
      /** The same failure as data, for programs that word it; null: only `message` exists. */
      trouble: outputTroubleSchema.nullable(),
      since: instant,
    })
    .nullable(),
  /** Results given up because too many waited, counted since the output's last change. */
  dropped: count,
  /** When a result was last given up; null: never. */
  droppedAt: instant.nullable(),
});
export type OutputState = z.infer<typeof outputStateSchema>;

export const configuredOutputSchema = outputSchema.extend({
  id: uuid,
  /** Counts up with each change of any output. */
  version: rowId,
  setBy: z.string(),
  setAt: instant,
  /** Names of the secrets that are set; their values never leave the station. */
  secrets: z.array(secretNameSchema),
  state: outputStateSchema,
});
export type ConfiguredOutput = z.infer<typeof configuredOutputSchema>;

/**
 * Names an output and the version that the caller knows. Fails with CONFLICT if the output has changed since.
 */
const changed = z.object({ id: uuid, expected: rowId });

export const outputs = {
  /** Lists outputs in the order in which they were added. */
  list: procedure('outputs.see').output(z.array(configuredOutputSchema).max(mostOutputs)),
  /** Adds an output. Fails if its receiver cannot be reached at all, e.g. a missing folder. */
  add: procedure('outputs.change')
    .input(outputSchema.extend({ secrets: secretChangesSchema.optional() }))
    .output(configuredOutputSchema),
  change: procedure('outputs.change')
    .input(changed.extend({ output: outputSchema, secrets: secretChangesSchema.optional() }))
    .output(configuredOutputSchema),
  /** Removes an output and gives up its waiting results. */
  remove: procedure('outputs.change').input(changed).output(z.void()),
  /** Sends a trial message, after all waiting results. */
  test: procedure('outputs.change')
    .input(z.object({ id: uuid }))
    .output(z.object({ delivered: z.boolean(), state: outputStateSchema })),
  /** Lists the latest messages, newest first. */
  messages: procedure('outputs.see')
    .input(z.object({ id: uuid }))
    .output(z.array(sentMessageSchema).max(shownMessages)),
  /**
   * Lists certificates of clients that have tried to connect to an OPC UA output, untrusted ones first; empty
   * for other kinds.
   */
  clients: procedure('outputs.see')
    .input(z.object({ id: uuid }))
    .output(z.array(clientCertificateSchema).max(mostClientCertificates)),
  /** Lets a client in from now on. */
  trustClient: procedure('outputs.change')
    .input(z.object({ id: uuid, fingerprint: fingerprintSchema }))
    .output(z.void()),
  /** Forgets a client's certificate and refuses its next connection. Present connections stay open. */
  removeClient: procedure('outputs.change')
    .input(z.object({ id: uuid, fingerprint: fingerprintSchema }))
    .output(z.void()),
};
