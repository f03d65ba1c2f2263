import { connect, nkeyAuthenticator, type NatsConnection } from '@nats-io/transport-node';
import type { Membership } from '../../../src/shared/plant/membership.ts';
import { inboxPrefix } from '../../../src/shared/plant/subjects.ts';

/** Connects to the server as a station with its own credentials; the server learns of an invitation within a second. */
export async function connectAs({ station, servers, credentials }: Membership): Promise<NatsConnection> {
  if (credentials.kind !== 'nkey') throw new Error('The host gives keys');
  const seed = new TextEncoder().encode(credentials.seed);
  for (let tries = 0; ; tries++) {
    try {
      return await connect({
        servers: [...servers],
        inboxPrefix: inboxPrefix(station),
        reconnect: false,
        authenticator: nkeyAuthenticator(seed),
      });
    } catch (error) {
      if (tries > 4000) throw error;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
}
