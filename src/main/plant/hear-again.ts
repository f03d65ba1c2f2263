import { setTimeout as sleep } from 'node:timers/promises';
import type { NatsConnection } from '@nats-io/transport-node';

/** Pause before listening again, milliseconds; doubled each time, up to the longest. */
const firstPauseMs = 1000;
const longestPauseMs = 60_000;

/**
 * Listens to something at the plant's server, again and again while the connection stands: `hear` ends or fails while the server does not
 * have it, as in the moment between a station's invitation and what the plant host prepares for it.
 *
 * @param hear listens until there is nothing more to hear
 */
export async function hearAgain(
  connection: NatsConnection,
  hear: () => Promise<void>,
  onFailure: (error: unknown) => void,
): Promise<void> {
  for (let pause = firstPauseMs; !connection.isClosed(); pause = Math.min(2 * pause, longestPauseMs)) {
    try {
      await hear();
    } catch (error) {
      if (!connection.isClosed()) onFailure(error);
    }
    await sleep(pause);
  }
}
