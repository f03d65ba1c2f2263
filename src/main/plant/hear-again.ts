import { setTimeout as sleep } from 'node:timers/promises';
import type { NatsConnection } from '@nats-io/transport-node';

/** Until the next try, milliseconds: doubled with each, up to the longest. */
const firstPauseMs = 1000;
const longestPauseMs = 60_000;

/**
 * Listens to something of the server for as long as the connection stands. What is not there yet is heard once it is: the plant host makes
 * a station ready in a moment after its invitation, and anew where the server lost it.
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
