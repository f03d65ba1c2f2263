import type { IncomingHttpHeaders } from 'node:http';
import { hostname, networkInterfaces } from 'node:os';
import { StationError } from '../../shared/domain/station-error.ts';

/** The addresses by which browsers and programs may call the station. */
export interface Doors {
  /** The scheme of the station's own port. */
  readonly scheme: 'http' | 'https';
  /** This machine's names that a `Host` header may contain. */
  readonly names: ReadonlySet<string>;
  /** Configured origins, e.g. `https://station.factory.example`. If there are any, pages of other origins are refused. */
  readonly origins: readonly string[];
}

/** Returns a host in the form of an address: lower case, IPv6 in brackets. */
export function urlHost(host: string): string {
  return host.includes(':') ? `[${host.toLowerCase()}]` : host.toLowerCase();
}

/** Returns the names by which a station bound to `host` may be called. Any other name may be an attacker's that points here. */
export function ownNames(host: string): ReadonlySet<string> {
  const names = new Set(['localhost', '127.0.0.1', '[::1]', urlHost(host)]);
  if (host === '0.0.0.0' || host === '::') {
    const machine = hostname().toLowerCase();
    names.add(machine).add(`${machine}.local`);
    for (const { address } of Object.values(networkInterfaces()).flatMap((found) => found ?? [])) {
      names.add(urlHost(address));
    }
  }
  return names;
}

/**
 * Returns the origins of `--origin` in the form in which browsers send them.
 *
 * @throws StationError BAD_INPUT for an origin with a path, a user, or a scheme other than http and https
 */
export function readOrigins(given: readonly string[]): string[] {
  return [...new Set(given.map(readOrigin))];
}

function readOrigin(given: string): string {
  const url = URL.canParse(given) ? new URL(given) : null;
  const isPlain = url !== null && [url.origin, `${url.origin}/`].includes(url.href) && !given.includes('?');
  if (isPlain && /^https?:$/.test(url.protocol)) return url.origin;
  throw new StationError(
    'BAD_INPUT',
    `“${given}” is no origin. Give scheme and name as browsers show them, without a path: --origin https://station.factory.example`,
  );
}

/** Parses the `Host` header; null if it is not a host. */
function hostOf({ host = '' }: IncomingHttpHeaders, scheme: string): URL | null {
  const isPlain = /^[A-Za-z0-9.[\]:-]+$/.test(host) && URL.canParse(`${scheme}://${host}`);
  return isPlain ? new URL(`${scheme}://${host}`) : null;
}

/**
 * Returns the origin of the station's page for a request, from its `Host` header; null for a foreign name, which somebody may have made
 * point here (DNS rebinding). If a proxy replaced the header by this machine's own name, the first configured origin is meant.
 */
export function ownOrigin(headers: IncomingHttpHeaders, doors: Doors): string | null {
  const { scheme, names, origins } = doors;
  const told = origins.find(
    (origin) => hostOf(headers, new URL(origin).protocol.slice(0, -1))?.origin === origin,
  );
  if (told !== undefined) return told;
  const host = hostOf(headers, scheme);
  if (host === null || !names.has(host.hostname)) return null;
  return origins[0] ?? host.origin;
}

/** Tells whether the requesting page came from the station itself. */
export function isOwnOrigin(headers: IncomingHttpHeaders, doors: Doors): boolean {
  const { origin } = headers;
  if (origin === undefined) return false;
  const own = ownOrigin(headers, doors);
  if (own === null) return false;
  const isToldHost = hostOf(headers, new URL(own).protocol.slice(0, -1))?.origin === own;
  return origin === own || (!isToldHost && doors.origins.includes(origin));
}

/**
 * Returns why a request's host or origin is refused, and what to configure; null if it is accepted.
 *
 * @param fromPage true if only a page's script sends such a request; it must then have an `Origin` header
 */
export function refusalOf(headers: IncomingHttpHeaders, doors: Doors, fromPage: boolean): string | null {
  if (ownOrigin(headers, doors) === null) return `Not a name of this station. ${answersTo(headers, doors)}`;
  if (headers.origin === undefined ? fromPage : !isOwnOrigin(headers, doors)) {
    return `Foreign origin. ${answersTo(headers, doors)}`;
  }
  const isForwarded = /\bhttps\b/i.test(String(headers['x-forwarded-proto'] ?? headers.forwarded ?? ''));
  if (isForwarded && doors.scheme === 'http' && doors.origins.length === 0) {
    return `This comes through a proxy that speaks TLS. ${answersTo(headers, doors)}`;
  }
  return null;
}

function answersTo(headers: IncomingHttpHeaders, { scheme, origins }: Doors): string {
  const host = hostOf(headers, 'https')?.host ?? 'station.factory.example';
  const known = origins.length > 0 ? origins.join(', ') : `${scheme}:// and this machine’s own address`;
  return `This station answers to ${known}. To reach it otherwise, start it with --origin, e.g. --origin https://${host.slice(0, 255)}`;
}
