import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { z } from 'zod';
import { StationError } from '../../shared/domain/station-error.ts';
import { fileFailure, systemCode } from './file-failure.ts';

const ownerOnly = { file: 0o600, folder: 0o700 } as const;

/**
 * Writes a file that only the station's user may read, in a folder that only this user may enter. Even after a power cut the file is
 * whole or as it was before. The call waits for the disk, so that whoever sets a secret knows that it is kept.
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
 * Reads JSON that `writeSecretFile` wrote; null if the file does not exist. Errors do not quote the text, which is secret.
 *
 * @param remedy a sentence that says what to do about an unreadable file
 * @throws StationError CORRUPT_FILE; the system's error if the file cannot be opened
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
