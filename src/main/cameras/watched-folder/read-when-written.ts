import { stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Frame } from '../../../shared/domain/frame.ts';
import { StationError } from '../../../shared/domain/station-error.ts';
import { systemCode } from '../../files/file-failure.ts';
import { readImageFile } from '../../images/read-image-file.ts';

/** A file that was touched this long ago is taken to be written, milliseconds. */
const settledMs = 1000;
const pollMs = 40;
/** How long a file that cannot be decoded may take to be written on, milliseconds. */
const patienceMs = 1500;

/**
 * Reads a picture that another program may still be writing: waits until it stands still, and when it cannot be
 * decoded, gives its writer time to go on.
 *
 * @throws StationError as `readImageFile`; CANCELLED when the signal aborted while waiting
 */
export async function readWhenWritten(path: string, signal: AbortSignal): Promise<Frame> {
  for (;;) {
    const state = await standingStill(path, signal);
    try {
      return (await readImageFile(path)).frame;
    } catch (error) {
      const mayGoOn = error instanceof StationError && error.code === 'UNREADABLE_IMAGE';
      if (!mayGoOn || !(await changes(path, state, signal))) throw error;
    }
  }
}

/** Resolves with the file's state once two looks at it are equal; at once when nobody wrote lately. */
async function standingStill(path: string, signal: AbortSignal): Promise<string> {
  let before = await look(path);
  while (before !== null && before.age < settledMs) {
    await pause(signal);
    const now = await look(path);
    if (now?.state === before.state) break;
    before = now;
  }
  return before?.state ?? '';
}

/** True as soon as the file differs from `state`; false when it stays as it is, and for one that is old. */
async function changes(path: string, state: string, signal: AbortSignal): Promise<boolean> {
  for (;;) {
    const now = await look(path);
    if (now === null) return false;
    if (now.state !== state) return true;
    if (now.age > patienceMs) return false;
    await pause(signal);
  }
}

async function look(path: string): Promise<{ state: string; age: number } | null> {
  try {
    const { size, mtimeMs, ctimeMs } = await stat(path);
    // A clock that runs ahead on a network share must not make a file new for ever.
    const touched = Math.max(mtimeMs, ctimeMs);
    return { state: `${size} ${mtimeMs}`, age: Math.abs(Date.now() - touched) };
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    return { state: '', age: Number.POSITIVE_INFINITY };
  }
}

async function pause(signal: AbortSignal): Promise<void> {
  try {
    await sleep(pollMs, undefined, { signal });
  } catch {
    throw new StationError('CANCELLED', 'The session ended while a picture was being written.');
  }
}
