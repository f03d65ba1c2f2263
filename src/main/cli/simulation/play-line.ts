import { setTimeout as sleep } from 'node:timers/promises';
import { delay } from '../../host/delay.ts';
import { openTally, type LineTally } from './line-tally.ts';
import type { SimulatedLine } from './simulated-line.ts';

export interface PlayOptions {
  /** Most parts per second; each part waits for the result of the part before. */
  readonly rate: number;
  readonly parts: number;
  readonly signal: AbortSignal;
  readonly onPart: (done: number) => void;
}

/** A part without a result after this time is lost, milliseconds. */
const patienceMs = 30_000;

/** Plays a line: triggers at a rate and acknowledges each result before the next trigger. Ends early if interrupted. */
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
    if (wait > 0) await delay(wait, signal);
    if (isOver()) break;
    const triggeredAt = performance.now();
    tally.triggered();
    const outcome = await inPatience(line.trigger(number));
    if (outcome !== null) tally.result(outcome, performance.now() - triggeredAt);
    onPart(number);
  }
  return tally.close();
}

/** Waits for the work, but not longer than the patience. @returns null if the time is over */
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
