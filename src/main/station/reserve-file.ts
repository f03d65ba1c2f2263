import { open, rm, stat } from 'node:fs/promises';
import { rmSync, statfsSync, statSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

/** So much of the disk is kept for its last hour: a start, and the last rows of the log. */
export const reserveBytes = 64 * 2 ** 20;
const chunk = 2 ** 20;

/** With less than this the next row may not fit. */
export const fullBelow = 32 * 2 ** 20;

/** Whether the disk of a folder is as good as full. */
export function isFull(folder: string): boolean {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize < fullBelow;
}

/** Gives the reserve up. @returns the bytes that are free then; 0: there was none */
export function giveUpReserve(path: string): number {
  const bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  rmSync(path, { force: true });
  return bytes;
}

/**
 * Keeps the reserve: writes it where it is missing or too small, little by little. Random bytes, since some disks do not store zeros.
 *
 * @param pauseMs between chunks of 1 MiB
 * @throws the signal's reason when it aborts, and what the system says; what was written then is removed
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
