import { connect, credsAuthenticator, nkeyAuthenticator, type NatsConnection } from '@nats-io/transport-node';
import type { Membership } from '../../shared/plant/membership.ts';
import { inboxPrefix } from '../../shared/plant/subjects.ts';
import { serverTls } from './server-tls.ts';

/** Interval of pings, milliseconds. After `mostPings` unanswered ones the server counts as gone. */
const pingMs = 10_000;
const mostPings = 2;
/** Pause before reconnecting, milliseconds; up to as much again is added at random, so that stations do not all come at once. */
const againMs = 1000;

/**
 * Connects to the plant's server as the membership's station. A lost connection is restored automatically until it is closed or the
 * server refuses the station.
 *
 * @throws the error of NATS, TLS or the network
 */
export function connectToPlant({
  station,
  servers,
  credentials,
  authority,
}: Membership): Promise<NatsConnection> {
  const encoder = new TextEncoder();
  return connect({
    servers: [...servers],
    name: `loupe-station-${station}`,
    inboxPrefix: inboxPrefix(station),
    authenticator:
      credentials.kind === 'nkey'
        ? nkeyAuthenticator(encoder.encode(credentials.seed))
        : credsAuthenticator(encoder.encode(credentials.text)),
    ...serverTls(servers, authority),
    timeout: 10_000,
    pingInterval: pingMs,
    maxPingOut: mostPings,
    maxReconnectAttempts: -1,
    reconnectTimeWait: againMs,
    reconnectJitter: againMs,
    reconnectJitterTLS: againMs,
  });
}
