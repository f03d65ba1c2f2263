import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileFailure, systemCode } from './file-failure.ts';

/**
 * Writes a file so that it is whole or not there, a power cut included: temporary file beside it, flushed to the
 * disk, then renamed. Folders are made when missing.
 *
 * @throws StationError DISK_FULL or NO_PERMISSION naming the file; nothing is left behind
 */
export async function writeFileDurably(
  path: string,
  bytes: Uint8Array | AsyncIterable<Uint8Array>,
): Promise<void> {
  const part = `${path}.${randomUUID()}.part`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeAndFlush(part, bytes, 'wx');
    await rename(part, path);
    await syncFolder(dirname(path));
  } catch (error) {
    // What stopped the writing is told, not that there was nothing to remove.
    await rm(part, { force: true }).catch(() => undefined);
    throw fileFailure(error, path);
  }
}

/** A file that the system has whole, so that the end of this process leaves it there. */
export interface NewFile {
  /** Resolves once it is on the disk, a power cut included. @throws StationError DISK_FULL or NO_PERMISSION naming the file */
  readonly flushed: Promise<void>;
}

/**
 * Writes a file under a name that nothing knows before this resolves: it needs no temporary name. A kill meanwhile leaves it torn;
 * whoever makes such names removes the files that nothing names. The file's folder is made when missing.
 *
 * @throws StationError DISK_FULL or NO_PERMISSION naming the file; nothing is left behind
 */
export async function writeNewFile(path: string, bytes: Uint8Array): Promise<NewFile> {
  const file = await createFile(path).catch((error: unknown) => {
    throw fileFailure(error, path);
  });
  try {
    await file.writeFile(bytes);
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(path, { force: true }).catch(() => undefined);
    throw fileFailure(error, path);
  }
  const flushed = flush(file, path);
  // Told to whoever waits for it; that may be nobody.
  flushed.catch(() => undefined);
  return { flushed };
}

async function flush(file: FileHandle, path: string): Promise<void> {
  try {
    await Promise.all([file.sync(), syncFolder(dirname(path))]);
    await file.close();
  } catch (error) {
    await file.close().catch(() => undefined);
    throw fileFailure(error, path);
  }
}

/** Opens a file that is not there yet, in a folder that may not be there either. */
async function createFile(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'wx');
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
    const folder = dirname(path);
    await mkdir(folder, { recursive: true });
    await syncFolder(dirname(folder));
    return open(path, 'wx');
  }
}

/**
 * Writes a file into a folder that nobody reads before it is whole, and flushes it to the disk.
 *
 * @throws StationError DISK_FULL or NO_PERMISSION naming the file
 */
export async function writeFileFlushed(path: string, bytes: Uint8Array): Promise<void> {
  await writeAndFlush(path, bytes, 'w').catch((error: unknown) => {
    throw fileFailure(error, path);
  });
}

/** @param flag `wx` refuses a file that is there already */
async function writeAndFlush(
  path: string,
  bytes: Uint8Array | AsyncIterable<Uint8Array>,
  flag: 'w' | 'wx',
): Promise<void> {
  const file = await open(path, flag);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
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
