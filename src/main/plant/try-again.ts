import type { NatsConnection } from '@nats-io/transport-node';
import { delay } from '../host/delay.ts';

/** Until the next try, milliseconds: doubled with each, up to the longest; differs by half, so that stations do not all come at once. */
const firstPauseMs = 1000;
const longestPauseMs = 60_000;

export interface Tries {
  /** Ends the tries, when nobody wants the work done any more or the connection is closed. */
  readonly signal: AbortSignal;
  /** Called with each failure, and with null once the work is done or the tries have ended. */
  readonly onState: (failure: unknown) => void;
}

/** Does work on the way to the plant, and repeats it after growing pauses until it succeeds. Never fails. */
export async function tryAgain(work: () => Promise<void>, { signal, onState }: Tries): Promise<void> {
  /** A function, because the signal may abort while the work is under way, which TypeScript's narrowing would not see. */
  const isOver = (): boolean => signal.aborted;
  for (let pause = firstPauseMs; !isOver(); pause = Math.min(2 * pause, longestPauseMs)) {
    try {
      await work();
      break;
    } catch (error) {
      if (!isOver()) onState(error);
    }
    await delay(pause * (0.5 + Math.random()), signal);
  }
  onState(null);
}

/** A signal that aborts with the connection. */
export function untilClosed(connection: NatsConnection): AbortSignal {
  const ending = new AbortController();
  void connection.closed().then(() => ending.abort());
  return ending.signal;
}
