import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { hostname, networkInterfaces } from 'node:os';
import { StationError } from '../../shared/domain/station-error.ts';

const shortestToken = 16;

/**
 * The secret that opens the station for this start.
 *
 * @param given a lasting one for kiosks (LOUPE_TOKEN)
 * @throws StationError BAD_INPUT when the one given is short or could not stand in an address
 */
export function accessToken(given: string | undefined): string {
  if (given === undefined || given === '') return randomBytes(32).toString('base64url');
  if (given.length >= shortestToken && /^[A-Za-z0-9_-]+$/.test(given)) return given;
  throw new StationError(
    'BAD_INPUT',
    `LOUPE_TOKEN has to be ${shortestToken} or more letters, digits, "-" or "_". Choose another one, or leave it out.`,
  );
}

/** Compares in a time that says nothing of where two secrets differ. */
export function equalSecrets(left: string, right: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}

/** Browsers share cookies between the ports of a machine: stations beside each other need names of their own. */
export function cookieName(port: number): string {
  return `loupe_${port}`;
}

/**
 * The `Set-Cookie` header that lets a browser in.
 *
 * @param seconds how long; until the browser is closed when left out
 */
export function accessCookie(port: number, token: string, seconds?: number): string {
  const age = seconds === undefined ? '' : `; Max-Age=${seconds}`;
  return `${cookieName(port)}=${token}; Path=/; HttpOnly; SameSite=Strict${age}`;
}

/** The tokens that a request carries in cookies of this station, as `accessCookie` set them. */
export function cookieTokens(headers: IncomingHttpHeaders, port: number): string[] {
  const prefix = `${cookieName(port)}=`;
  return (headers.cookie ?? '')
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part.startsWith(prefix))
    .map((part) => part.slice(prefix.length));
}

/** Names that a station bound to `host` may be called by; any other is someone's own name for its address. */
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

/** True when the `Host` header names this station (else: a foreign name made to point here, DNS rebinding). */
export function isOwnHost(headers: IncomingHttpHeaders, names: ReadonlySet<string>): boolean {
  const host = headers.host ?? '';
  const plain = /^[A-Za-z0-9.[\]:-]+$/.test(host) && URL.canParse(`http://${host}`);
  return plain && names.has(new URL(`http://${host}`).hostname);
}

/** True when the page that asks came from the address it asks. */
export function isOwnOrigin(headers: IncomingHttpHeaders): boolean {
  return headers.origin !== undefined && headers.origin === `http://${headers.host ?? ''}`;
}

/** A host as it stands in an address: IPv6 in brackets. */
export function urlHost(host: string): string {
  return host.includes(':') ? `[${host.toLowerCase()}]` : host.toLowerCase();
}
