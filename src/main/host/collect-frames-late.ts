import { setFlagsFromString } from 'node:v8';

/**
 * The major versions of V8 that have the flag: those of Node 24 and 26. Node 22 and Electron 45 would print an error
 * line at each start. Node 22 does not have it yet; in Electron 45 its effect is said to be the default.
 */
const knowing: readonly number[] = [13, 14];

/**
 * Makes V8 count buffers with its heap. Each frame passes through the station's process as a few megabytes of buffers. V8 counts
 * them apart from its heap by default, and so marks the whole heap five times a second to free 32 MB; this way a quarter as often (`npm run bench -- live` shows the station's processor time). V8 reads the flag at each
 * collection (decision 0069).
 */
export function collectFramesLate(): void {
  if (!knowing.includes(Number.parseInt(process.versions.v8, 10))) return;
  setFlagsFromString('--external-memory-accounted-in-global-limit');
}
