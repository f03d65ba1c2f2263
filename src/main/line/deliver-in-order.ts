import type { KeptMessage } from '../../shared/contract/line-message.ts';
import type { LineOutput, Outbox } from './output.ts';
import { OutputTroubleError } from './output-trouble.ts';

/** The receiving end of an output: a folder, a broker, a server. */
export interface Receiver {
  /** Most messages per `send`. If one of them fails, all of them are sent again. */
  readonly atOnce: number;
  /**
   * Sends messages in order.
   *
   * @returns resolves when the receiver has all of them safely
   * @throws why not; the same messages are sent again, so some may arrive twice
   */
  send(messages: readonly KeptMessage[]): Promise<void>;
  close(): Promise<void>;
}

/** Milliseconds until the next attempt after a failure; doubles with each failure up to the longest. */
const firstPause = 1000;
const longestPause = 30_000;
/** Milliseconds after which a receiver is reported as not answering. */
const patience = 10_000;
/** Milliseconds that waiting messages have to leave when the output closes. */
const farewell = 3000;

/**
 * Makes an output whose receiver must get every message, in order and at least once. It sends waiting
 * messages, oldest first, and repeats after failures with growing pauses.
 */
export function deliverInOrder(
  outbox: Pick<Outbox, 'waiting' | 'delivered' | 'failed'>,
  receiver: Receiver,
): LineOutput {
  let running: Promise<void> | null = null;
  /** Number of calls that announced messages in the outbox. */
  let calls = 0;
  let closing = false;
  let closed = false;
  let pause = firstPause;
  let timer: NodeJS.Timeout | null = null;
  /**
   * Sent messages that the outbox does not know as delivered yet, because another program held the database.
   */
  let unnoted: readonly KeptMessage[] = [];

  /** Marks sent messages as delivered. They are not sent again if only this marking failed. */
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
        // After closing, nothing is marked any more, so these messages come again at the next start.
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
      // A running pause is kept, so that the line does not overload a troubled receiver.
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
