import { z } from 'zod';

/** Names of the secrets of outputs. */
export const secretNames = ['password', 'signingKey', 'clientKey'] as const;
export const secretNameSchema = z.enum(secretNames);
export type SecretName = z.infer<typeof secretNameSchema>;

/** Whether a secret has several lines (PEM) or one. */
export const linesOf = (name: SecretName): 'one' | 'many' => (name === 'clientKey' ? 'many' : 'one');

const longestSecret = 8192;
const secret = z.string().min(1).max(longestSecret);

export const outputSecretsSchema = z.partialRecord(secretNameSchema, secret);
export type OutputSecrets = z.infer<typeof outputSecretsSchema>;

/** Changes of secrets: absent names stay, null removes. */
export const secretChangesSchema = z.partialRecord(secretNameSchema, secret.nullable());
export type SecretChanges = z.infer<typeof secretChangesSchema>;
