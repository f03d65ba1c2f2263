import { setFlagsFromString } from 'node:v8';

/**
 * Every frame passes through the station's process as a few megabytes of buffers, which V8 counts apart from its heap: it would
 * mark the whole heap five times a second to free 32 MB. Counted with the heap, they are collected a quarter as often
 * (`npm run bench -- live` shows the station's processor time). V8 reads the flag at each collection.
 */
export function collectFramesLate(): void {
  setFlagsFromString('--external-memory-accounted-in-global-limit');
}
