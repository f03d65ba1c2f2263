import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { User } from '../../shared/domain/role.ts';
import type { Serving } from '../host/served-station.ts';
import { cookieTokens, equalSecrets, seatIn } from './access.ts';
import type { Gate } from './gate.ts';
import { ownOrigin } from './origins.ts';

/** A caller and the way it was let in. */
export interface Visitor {
  readonly user: User;
  /** The browser's seat for signing in; null for a visitor with an access link or without a browser. */
  readonly seat: string | null;
  /** The access link; null if the visitor came with the start token. */
  readonly linkId: number | null;
  /** When the access ends, milliseconds since 1970; null if it does not end by itself. */
  readonly expiresAt: number | null;
}

/** Returns a request's address for the audit trail, IPv4 in its usual form. */
export function originOf({ socket }: Pick<IncomingMessage, 'socket'>): string {
  return (socket.remoteAddress ?? 'unknown').replace(/^::ffff:/, '');
}

/** Returns the name under which requests and connections are counted together: the access link, else the address. */
export function callerOf(
  request: Pick<IncomingMessage, 'socket'>,
  { linkId }: Pick<Visitor, 'linkId'>,
): string {
  return linkId === null ? originOf(request) : `link ${linkId}`;
}

/** Finds the visitor of a token: the station's own user for the start token, else the link's user; null for an unknown token. */
export function visitorOf(
  token: string,
  { station, user }: Serving,
  own: string,
  seat: string | null = null,
): Visitor | null {
  if (equalSecrets(token, own)) {
    return { user: station.seats.userAt(seat, user), seat, linkId: null, expiresAt: null };
  }
  const admitted = station.access.admit(token);
  return admitted === null ? null : { ...admitted, seat: null };
}

/** Finds the visitor of a request by its cookies; null if it was not let in. */
export function visitorIn(
  headers: IncomingHttpHeaders,
  serving: Serving,
  { port, token, doors }: Pick<Gate, 'port' | 'token' | 'doors'>,
): Visitor | null {
  const isSecure = isSecureFor(headers, doors);
  for (const sent of cookieTokens(headers, port, isSecure)) {
    const visitor = visitorOf(sent, serving, token, seatIn(headers, port, isSecure));
    if (visitor !== null) return visitor;
  }
  return null;
}

/** Tells whether the browser reaches the station over TLS, the station's own or a proxy's. */
export function isSecureFor(headers: IncomingHttpHeaders, doors: Gate['doors']): boolean {
  return ownOrigin(headers, doors)?.startsWith('https:') ?? false;
}
