import { z } from 'zod';
import { outputTargetSchema } from '../domain/output-kinds.ts';
import { secretChangesSchema, secretNameSchema } from '../domain/output-secrets.ts';
import { errorCodes } from '../domain/station-error.ts';
import { count, instant, procedure, rowId, uuid } from './base.ts';
import { outputTroubleSchema } from './output-trouble.ts';
import { clientCertificateSchema, fingerprintSchema, mostClientCertificates } from './client-certificates.ts';
import { sentMessageSchema } from './line-message.ts';

/** Outputs that a station has, at most. */
export const mostOutputs = 16;

/** Messages of an output that are shown. */
export const shownMessages = 20;

const longestName = 60;

/** An output as an engineer sets it up. */
export const outputSchema = z.object({
  name: z
    .string()
    .trim()
    .min(1, 'An output needs a name')
    .max(longestName, `A name has at most ${longestName} characters`)
    .regex(/^[^\p{C}\p{Zl}\p{Zp}]*$/u, 'A name is one line of visible characters'),
  /** Switched off, it takes no results; what waited goes on waiting. */
  enabled: z.boolean(),
  target: outputTargetSchema,
});
export type Output = z.infer<typeof outputSchema>;

/** How an output stands. */
export const outputStateSchema = z.object({
  /** `ok`: all has left · `waiting`: the receiver takes nothing, results wait · `off`: switched off. */
  lamp: z.enum(['ok', 'waiting', 'off']),
  /** Results that have not left yet. */
  waiting: count,
  /** Why nothing leaves, since when; null while all is well. */
  failure: z
    .object({
      code: z.enum(errorCodes),
      message: z.string(),
      /** The same as data, for who words it; null: it has its message alone. */
      trouble: outputTroubleSchema.nullable(),
      since: instant,
    })
    .nullable(),
  /** Results that were given up because too many waited, since it was last changed; the last time, or null. */
  dropped: count,
  droppedAt: instant.nullable(),
});
export type OutputState = z.infer<typeof outputStateSchema>;

export const configuredOutputSchema = outputSchema.extend({
  id: uuid,
  /** Counts up with each change of any output. */
  version: rowId,
  setBy: z.string(),
  setAt: instant,
  /** The secrets that are set, by name: what they are is never told. */
  secrets: z.array(secretNameSchema),
  state: outputStateSchema,
});
export type ConfiguredOutput = z.infer<typeof configuredOutputSchema>;

/** The output and its version that a change was made from: refused as CONFLICT when it was changed since. */
const changed = z.object({ id: uuid, expected: rowId });

export const outputs = {
  /** In the order in which they were added. */
  list: procedure('outputs.see').output(z.array(configuredOutputSchema).max(mostOutputs)),
  /** Refused where the receiver cannot be reached at all, e.g. a folder that is not there. */
  add: procedure('outputs.change')
    .input(outputSchema.extend({ secrets: secretChangesSchema.optional() }))
    .output(configuredOutputSchema),
  change: procedure('outputs.change')
    .input(changed.extend({ output: outputSchema, secrets: secretChangesSchema.optional() }))
    .output(configuredOutputSchema),
  /** What still waited is given up. */
  remove: procedure('outputs.change').input(changed).output(z.void()),
  /** Sends a message that says that it is a trial, behind all that waits. */
  test: procedure('outputs.change')
    .input(z.object({ id: uuid }))
    .output(z.object({ delivered: z.boolean(), state: outputStateSchema })),
  /** The last ones, newest first. */
  messages: procedure('outputs.see')
    .input(z.object({ id: uuid }))
    .output(z.array(sentMessageSchema).max(shownMessages)),
  /** Certificates of clients that have tried to connect to an OPC UA output, those that are not trusted first; none for other kinds. */
  clients: procedure('outputs.see')
    .input(z.object({ id: uuid }))
    .output(z.array(clientCertificateSchema).max(mostClientCertificates)),
  /** Lets a client in from now on. */
  trustClient: procedure('outputs.change')
    .input(z.object({ id: uuid, fingerprint: fingerprintSchema }))
    .output(z.void()),
  /** Forgets a client's certificate: it is not let in again. Who is connected stays so. */
  removeClient: procedure('outputs.change')
    .input(z.object({ id: uuid, fingerprint: fingerprintSchema }))
    .output(z.void()),
};
