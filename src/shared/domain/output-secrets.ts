import { z } from 'zod';

/** What outputs keep to themselves. */
export const secretNames = ['password', 'signingKey', 'clientKey'] as const;
export const secretNameSchema = z.enum(secretNames);
export type SecretName = z.infer<typeof secretNameSchema>;

/** Those that are texts of several lines, PEM; all others are one line. */
export const linesOf = (name: SecretName): 'one' | 'many' => (name === 'clientKey' ? 'many' : 'one');

const longestSecret = 8192;
const secret = z.string().min(1).max(longestSecret);

export const outputSecretsSchema = z.partialRecord(secretNameSchema, secret);
export type OutputSecrets = z.infer<typeof outputSecretsSchema>;

/** Secrets on their way in: what is not named stays, null removes it. */
export const secretChangesSchema = z.partialRecord(secretNameSchema, secret.nullable());
export type SecretChanges = z.infer<typeof secretChangesSchema>;
