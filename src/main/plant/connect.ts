import { connect, credsAuthenticator, nkeyAuthenticator, type NatsConnection } from '@nats-io/transport-node';
import type { Membership } from '../../shared/plant/membership.ts';
import { inboxPrefix } from '../../shared/plant/subjects.ts';
import { serverTls } from './server-tls.ts';

/** A server that gives no sign of life to so many questions, each so long apart, is gone, milliseconds. */
const pingMs = 10_000;
const mostPings = 2;
/** Between two tries of a connection that was lost, milliseconds; up to as much again is added, so that stations do not come all at once. */
const againMs = 1000;

/**
 * Connects to the plant's server as the station that the membership names. A connection that is lost comes back by itself, until it is
 * closed or the server refuses the station.
 *
 * @throws what NATS, TLS or the network says
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
