import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { z } from 'zod';
import { StationError } from '../../shared/domain/station-error.ts';
import { fileFailure, systemCode } from './file-failure.ts';

const ownerOnly = { file: 0o600, folder: 0o700 } as const;

/**
 * Writes a file that the station's user alone may read, in a folder that it alone may enter. It is whole or as it was before, a
 * power cut included. It waits for the disk: whoever sets a secret is to know that it is kept.
 *
 * @throws StationError DISK_FULL or NO_PERMISSION naming the file
 */
export function writeSecretFile(path: string, text: string): void {
  const folder = dirname(path);
  try {
    mkdirSync(folder, { recursive: true, mode: ownerOnly.folder });
    chmodSync(folder, ownerOnly.folder);
    writeFileSync(`${path}.part`, text, { mode: ownerOnly.file, flush: true });
    renameSync(`${path}.part`, path);
  } catch (error) {
    throw fileFailure(error, path);
  }
}

/**
 * Reads what `writeSecretFile` wrote as JSON; null: there is no such file. What is wrong with the text is not told: it is secret.
 *
 * @param remedy what to do about a file that cannot be read, a sentence
 * @throws StationError CORRUPT_FILE; the system's error where the file cannot be opened
 */
export function readSecretJson<Value>(file: string, schema: z.ZodType<Value>, remedy: string): Value | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  }
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    throw new StationError('CORRUPT_FILE', `“${file}” cannot be read. ${remedy}`);
  }
}
