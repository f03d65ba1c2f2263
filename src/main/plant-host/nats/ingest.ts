import { jetstream, type JsMsg } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { delay } from '../../host/delay.ts';
import { logConsumer } from './prepare.ts';
import type { GivenMessage } from './read-messages.ts';
import { whenAborted } from './when-aborted.ts';

/** Messages written at a time. */
const batchSize = 1000;
/** With more waiting messages than this, no more are fetched from the server. */
const mostWaiting = 5000;
const retryMs = { first: 250, longest: 15_000 } as const;

export interface Ingestion {
  readonly stream: string;
  /** Writes a batch in the order of the stream; resolves when it is on the disk. */
  readonly write: (messages: readonly GivenMessage[]) => Promise<void>;
  /** Called with each failure to write, and with null when writing works again. */
  readonly onState: (failure: unknown) => void;
  readonly signal: AbortSignal;
}

/**
 * Writes a stream's messages to the plant's log. All messages that arrive while a batch is being written form the next batch, so few
 * messages are written soon, and many together. A message is acknowledged when it is written. While the log is unreachable, the batch is
 * retried, and the rest waits at the server.
 *
 * @returns resolves when the signal aborts or the server ends the stream
 */
export async function ingest(connection: NatsConnection, given: Ingestion): Promise<void> {
  const { stream, write, onState, signal } = given;
  const consumer = await jetstream(connection).consumers.get(stream, logConsumer);
  const messages = await consumer.consume({ max_messages: 2 * batchSize });
  const endWaiting = whenAborted(signal, () => messages.stop());
  const waiting: JsMsg[] = [];
  let writing: Promise<void> | null = null;

  const writeUntilDone = async (batch: readonly JsMsg[]): Promise<boolean> => {
    const texts = batch.map(({ subject, seq, data }) => ({ subject, stream, sequence: seq, data }));
    for (let pause: number = retryMs.first; !signal.aborted; pause = Math.min(2 * pause, retryMs.longest)) {
      try {
        await write(texts);
        onState(null);
        return true;
      } catch (error) {
        onState(error);
        await delay(pause, signal);
      }
    }
    return false;
  };
  const writeAll = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, batchSize);
      if (!(await writeUntilDone(batch))) return;
      waiting.splice(0, batch.length);
      for (const message of batch) message.ack();
    }
  };

  try {
    for await (const message of messages) {
      waiting.push(message);
      writing ??= writeAll().finally(() => (writing = null));
      if (waiting.length >= mostWaiting) await writing;
    }
    await writing;
  } finally {
    endWaiting();
  }
}
