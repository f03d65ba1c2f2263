import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileFailure, systemCode } from './file-failure.ts';

/**
 * Writes a file so that it is whole or absent, even after a power cut: it writes a temporary file beside it, flushes that to the
 * disk, and renames it. Missing folders are made.
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
    // The error of the writing is thrown, not that of the clean-up.
    await rm(part, { force: true }).catch(() => undefined);
    throw fileFailure(error, path);
  }
}

/** A file that the operating system has whole, so that it survives the end of this process. */
export interface NewFile {
  /** Resolves when the file would survive a power cut, too. @throws StationError DISK_FULL or NO_PERMISSION naming the file */
  readonly flushed: Promise<void>;
}

/**
 * Writes a file under a new name that nothing refers to yet, so it needs no temporary name. A kill can leave a torn file; the caller's
 * module must remove files that nothing refers to. A missing folder is made.
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
  // Callers that await `flushed` get its error; without them it must not count as unhandled.
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

/** Creates a file, and its folder if missing. */
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
 * Writes a file and flushes it to the disk. A crash can leave it torn, so its folder must not be read before it is complete.
 *
 * @throws StationError DISK_FULL or NO_PERMISSION naming the file
 */
export async function writeFileFlushed(path: string, bytes: Uint8Array): Promise<void> {
  await writeAndFlush(path, bytes, 'w').catch((error: unknown) => {
    throw fileFailure(error, path);
  });
}

/** @param flag `wx` refuses a file that exists */
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

/** Flushes a folder's entries to the disk, where the system supports that. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
