import { open, rm, stat } from 'node:fs/promises';
import { rmSync, statfsSync, statSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

/** Size of the reserve file: enough for a start and the last rows of the log on a full disk. */
export const reserveBytes = 64 * 2 ** 20;
const chunk = 2 ** 20;

/** Free bytes below which the next row may not fit. */
export const fullBelow = 32 * 2 ** 20;

/** Tells whether the folder's disk is too full for the next row. */
export function isFull(folder: string): boolean {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize < fullBelow;
}

/** Deletes the reserve file. @returns the bytes that this freed; 0 if there was no reserve */
export function giveUpReserve(path: string): number {
  const bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  rmSync(path, { force: true });
  return bytes;
}

/**
 * Writes the reserve file where it is missing or too small, chunk by chunk. It writes random bytes, since some disks do not store zeros.
 *
 * @param pauseMs between chunks of 1 MiB
 * @throws the signal's reason when it aborts, or the system's error; the unfinished file is removed
 */
export async function keepReserve(
  path: string,
  signal: AbortSignal,
  { bytes = reserveBytes, pauseMs = 50 }: { readonly bytes?: number; readonly pauseMs?: number } = {},
): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found !== null && found.size >= bytes) return;
  const file = await open(path, 'w');
  let whole = false;
  try {
    for (let written = 0; written < bytes; written += chunk) {
      await file.write(randomBytes(Math.min(chunk, bytes - written)));
      await sleep(pauseMs, undefined, { signal });
    }
    await file.sync();
    whole = true;
  } finally {
    await file.close();
    if (!whole) await rm(path, { force: true });
  }
}
