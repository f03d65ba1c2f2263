import type { KeptMessage } from '../../shared/contract/line-message.ts';
import type { LineOutput, Outbox } from './output.ts';
import { OutputTroubleError } from './output-trouble.ts';

/** What takes messages at the other end: a folder, a broker, a server. */
export interface Receiver {
  /** Messages that it takes at once, at most: all of them come again when one cannot be handed over. */
  readonly atOnce: number;
  /**
   * Hands messages over, in their order.
   *
   * @returns when all of them are safe there
   * @throws why not; the same ones come again, so that some may arrive twice
   */
  send(messages: readonly KeptMessage[]): Promise<void>;
  close(): Promise<void>;
}

/** Milliseconds until the next try after a failure, doubled with each, up to the longest. */
const firstPause = 1000;
const longestPause = 30_000;
/** A receiver that has not answered for so long is said not to answer, milliseconds. */
const patience = 10_000;
/** What waits has so long to leave when the output is closed, milliseconds. */
const farewell = 3000;

/**
 * An output whose receiver has to get every message, in order and at least once: what waits is handed over, the oldest first; after a
 * failure again and again, with a pause that grows.
 */
export function deliverInOrder(
  outbox: Pick<Outbox, 'waiting' | 'delivered' | 'failed'>,
  receiver: Receiver,
): LineOutput {
  let running: Promise<void> | null = null;
  /** How often was said that something lies in the outbox. */
  let calls = 0;
  let closing = false;
  let closed = false;
  let pause = firstPause;
  let timer: NodeJS.Timeout | null = null;
  /** What is safe at the other end while the outbox does not say so yet: another program held the database. */
  let unnoted: readonly KeptMessage[] = [];

  /** What has left is not sent again for the sake of its note. */
  function note(): void {
    if (unnoted.length > 0) outbox.delivered(unnoted);
    unnoted = [];
  }

  async function send(messages: readonly KeptMessage[]): Promise<void> {
    const slow = setTimeout(() => {
      if (!closed) outbox.failed(new OutputTroubleError('WORKER_FAILED', 'receiverSilent'));
    }, patience).unref();
    try {
      await receiver.send(messages);
    } finally {
      clearTimeout(slow);
    }
  }

  async function work(): Promise<void> {
    let heard: number;
    do {
      heard = calls;
      note();
      let messages = outbox.waiting(receiver.atOnce);
      while (messages.length > 0) {
        await send(messages);
        // After the farewell nothing is noted any more: these messages come again at the next start.
        if (closed) return;
        unnoted = messages;
        note();
        pause = firstPause;
        messages = outbox.waiting(receiver.atOnce);
      }
    } while (heard !== calls);
  }

  function start(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    running = work()
      .catch((error: unknown) => {
        if (closed) return;
        outbox.failed(error);
        if (closing) return;
        timer = setTimeout(start, pause).unref();
        pause = Math.min(pause * 2, longestPause);
      })
      .finally(() => (running = null));
  }

  return {
    accept() {
      calls += 1;
      // After a failure the pause is kept: the line must not hammer a receiver that is in trouble.
      if (!closing && running === null && timer === null) start();
    },
    tryNow() {
      calls += 1;
      pause = firstPause;
      if (!closing && running === null) start();
    },
    async close() {
      if (running === null && timer === null) start();
      closing = true;
      if (timer !== null) clearTimeout(timer);
      const { promise: late, resolve } = Promise.withResolvers<undefined>();
      const limit = setTimeout(() => resolve(undefined), farewell);
      await Promise.race([running, late]);
      clearTimeout(limit);
      closed = true;
      await receiver.close().catch(() => undefined);
    },
  };
}
