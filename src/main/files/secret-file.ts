import { chmodSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileFailure } from './file-failure.ts';

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
