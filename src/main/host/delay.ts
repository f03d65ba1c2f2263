import { setTimeout as sleep } from 'node:timers/promises';

/** Resolves after a time, or at once if the signal aborts or has aborted. */
export async function delay(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
}
