import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { User } from '../../shared/domain/role.ts';
import type { Serving } from '../host/served-station.ts';
import { cookieTokens, equalSecrets, seatIn } from './access.ts';
import type { Gate } from './gate.ts';
import { ownOrigin } from './origins.ts';

/** Who asks, and by which way they came in. */
export interface Visitor {
  readonly user: User;
  /** The window at which they sign in; null: they came with a link, or ask without a window. */
  readonly seat: string | null;
  /** Null: by the token of this start. */
  readonly linkId: number | null;
  /** Milliseconds since 1970; null: no end of its own. */
  readonly expiresAt: number | null;
}

/** The address that a request comes from, as the audit trail names it: IPv4 in its usual form. */
export function originOf({ socket }: Pick<IncomingMessage, 'socket'>): string {
  return (socket.remoteAddress ?? 'unknown').replace(/^::ffff:/, '');
}

/** Whose requests and connections are counted together: a link's, or those from one address. */
export function callerOf(
  request: Pick<IncomingMessage, 'socket'>,
  { linkId }: Pick<Visitor, 'linkId'>,
): string {
  return linkId === null ? originOf(request) : `link ${linkId}`;
}

/** Whom a token lets in: the station's user with the token of this start, a person with that of a link; null: nobody. */
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

/** Who sends a request, by its cookies; null: nobody who was let in. */
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

/** Whether the browser that asks reaches the station over TLS, its own or a proxy's. */
export function isSecureFor(headers: IncomingHttpHeaders, doors: Gate['doors']): boolean {
  return ownOrigin(headers, doors)?.startsWith('https:') ?? false;
}
