import { jetstream } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { decisionsSubject } from '../../../shared/plant/subjects.ts';
import type { ReviewRepository } from '../log/review-repository.ts';
import { delay } from './delay.ts';

const atOnce = 100;
/** So long after a decision its station is told at the latest, milliseconds. */
const lookEveryMs = 500;

/**
 * Tells stations what was decided on their entries, in order. A decision that the server has kept is not sent again; one that is sent
 * twice after a cut is known by its id.
 *
 * @param prepare makes a station ready to be told
 * @param onFailure hears why it did not work; it is tried again
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
