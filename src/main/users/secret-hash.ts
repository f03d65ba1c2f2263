import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hash, hashRaw, verify } from '@node-rs/argon2';
import { systemCode } from '../files/file-failure.ts';
import { writeSecretFile } from '../files/secret-file.ts';
import { createTurns } from '../host/in-turn.ts';

/** argon2id with 19 MiB, two passes, one lane: the minimum of OWASP's Password Storage Cheat Sheet. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const saltBytes = 16;
/** One hash after the other: each keeps a processor busy, and the line needs the rest. */
const inTurn = createTurns();

/** Hashes a PIN or password for storage: argon2id with its own salt, in PHC form. */
export function hashSecret(secret: string): Promise<string> {
  return inTurn(() => hash(secret.normalize('NFKC'), cost));
}

/** Tells whether a secret belongs to a hash; takes the same time for a wrong one. */
export function isSecret(secret: string, kept: string): Promise<boolean> {
  return inTurn(() => verify(kept, secret.normalize('NFKC')));
}

/**
 * Hashes a badge's code for storage and look-up: argon2id with the station's own salt, hexadecimal.
 *
 * @param saltFile file of the salt; made if missing
 */
export async function hashBadge(code: string, saltFile: string): Promise<string> {
  const hashed = await inTurn(() => hashRaw(code, { ...cost, salt: badgeSalt(saltFile) }));
  return hashed.toString('hex');
}

function badgeSalt(file: string): Buffer {
  try {
    const salt = Buffer.from(readFileSync(file, 'utf8'), 'hex');
    if (salt.length === saltBytes) return salt;
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
  }
  const salt = randomBytes(saltBytes);
  writeSecretFile(file, salt.toString('hex'));
  return salt;
}
