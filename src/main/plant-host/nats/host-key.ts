import { existsSync, readFileSync } from 'node:fs';
import { createUser, fromSeed } from '@nats-io/nkeys';
import { writeSecretFile } from '../../files/secret-file.ts';

/** Reads the plant host's own key for the server, and makes it if there is none. */
export function hostKey(file: string): { readonly publicKey: string; readonly seed: Uint8Array } {
  if (!existsSync(file)) writeSecretFile(file, new TextDecoder().decode(createUser().getSeed()));
  const seed = new TextEncoder().encode(readFileSync(file, 'utf8').trim());
  return { publicKey: fromSeed(seed).getPublicKey(), seed };
}
