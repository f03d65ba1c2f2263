import { setTimeout as sleep } from 'node:timers/promises';
import { openTally, type LineTally } from './line-tally.ts';
import type { SimulatedLine } from './simulated-line.ts';

export interface PlayOptions {
  /** Parts that come in a second, at most: each waits for the result of the one before. */
  readonly rate: number;
  readonly parts: number;
  readonly signal: AbortSignal;
  readonly onPart: (done: number) => void;
}

/** A part whose result has not come by now is lost, milliseconds. */
const patienceMs = 30_000;

/** Plays a line: triggers at a rate, each result acknowledged before the next trigger. Ends early when it is interrupted. */
export async function playLine(
  line: Pick<SimulatedLine, 'trigger'>,
  options: PlayOptions,
): Promise<LineTally> {
  const { rate, parts, signal, onPart } = options;
  const tally = openTally();
  const began = performance.now();
  const isOver = (): boolean => signal.aborted;
  for (let number = 1; number <= parts && !isOver(); number++) {
    const wait = began + ((number - 1) * 1000) / rate - performance.now();
    if (wait > 0) await sleep(wait, undefined, { signal }).catch(() => undefined);
    if (isOver()) break;
    const triggeredAt = performance.now();
    tally.triggered();
    const outcome = await inPatience(line.trigger(number));
    if (outcome !== null) tally.result(outcome, performance.now() - triggeredAt);
    onPart(number);
  }
  return tally.close();
}

/** @returns null when nothing came */
async function inPatience<Result>(work: Promise<Result>): Promise<Result | null> {
  const ending = new AbortController();
  const late = sleep(patienceMs, null, { signal: ending.signal });
  try {
    return await Promise.race([work, late]);
  } finally {
    ending.abort();
    await late.catch(() => null);
  }
}
