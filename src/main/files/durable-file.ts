import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileFailure } from './file-failure.ts';

/**
 * Writes a file so that it is whole or not there, a power cut included: temporary file beside it, flushed to the
 * disk, then renamed. Folders are made when missing.
 *
 * @throws StationError DISK_FULL or NO_PERMISSION naming the file; nothing is left behind
 */
export async function writeFileDurably(path: string, bytes: Uint8Array): Promise<void> {
  const part = `${path}.${randomUUID()}.part`;
  try {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(part, 'wx');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, path);
    await syncFolder(dirname(path));
  } catch (error) {
    // What stopped the writing is told, not that there was nothing to remove.
    await rm(part, { force: true }).catch(() => undefined);
    throw fileFailure(error, path);
  }
}

/** Flushes a folder's entries to the disk, where the system knows such a thing. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
