import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hash, hashRaw, verify } from '@node-rs/argon2';
import { systemCode } from '../files/file-failure.ts';
import { writeSecretFile } from '../files/secret-file.ts';

/** argon2id with 19 MiB, two passes, one lane: what OWASP's Password Storage Cheat Sheet asks for at least. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const saltBytes = 16;

/** PIN or password as it is kept: argon2id with a salt of its own, in PHC form. */
export function hashSecret(secret: string): Promise<string> {
  return hash(secret.normalize('NFKC'), cost);
}

/** Whether a secret is the one of a hash; takes as long for a wrong one. */
export function isSecret(secret: string, kept: string): Promise<boolean> {
  return verify(kept, secret.normalize('NFKC'));
}

/**
 * The code of a badge as it is kept and found by: argon2id with the station's own salt, hexadecimal.
 *
 * @param saltFile the salt; made when there is none
 */
export async function hashBadge(code: string, saltFile: string): Promise<string> {
  return (await hashRaw(code, { ...cost, salt: badgeSalt(saltFile) })).toString('hex');
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
