import { jetstream } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { decisionsSubject } from '../../../shared/plant/subjects.ts';
import type { ReviewRepository } from '../log/review-repository.ts';
import { delay } from '../../host/delay.ts';

const atOnce = 100;
/** Interval at which new decisions are looked for, milliseconds. */
const lookEveryMs = 500;

/**
 * Sends the plant's decisions to the stations, in order. A decision that the server has stored is not sent again; if one is sent twice after
 * an interruption, its id shows that.
 *
 * @param prepare prepares a station to receive decisions
 * @param onFailure called with each failure; sending is then retried
 * @returns resolves when the signal aborts
 */
export async function sendDecisions(
  connection: NatsConnection,
  review: Pick<ReviewRepository, 'unsent' | 'sent'>,
  prepare: (station: number) => Promise<void>,
  onFailure: (error: unknown) => void,
  signal: AbortSignal,
): Promise<void> {
  const stream = jetstream(connection);
  while (!signal.aborted) {
    try {
      for (const { id, message } of await review.unsent(atOnce)) {
        await prepare(message.station);
        await stream.publish(decisionsSubject(message.station), JSON.stringify(message), {
          msgID: message.id,
        });
        await review.sent(id);
      }
    } catch (error) {
      onFailure(error);
    }
    await delay(lookEveryMs, signal);
  }
}
