import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { StationError } from '../../shared/domain/station-error.ts';

const shortestToken = 16;
const longestToken = 200;
/** Tokens of one request that are looked up; a browser sends one. */
const mostTokens = 4;
/** A token with fewer different characters was typed as a pattern, not drawn at random. */
const fewestLetters = 8;

/**
 * Returns the secret that opens the station until it stops.
 *
 * @param given a permanent token for kiosks (`--token-file`, LOUPE_TOKEN)
 * @throws StationError BAD_INPUT when the given token is easily guessed or contains characters that an address cannot
 */
export function accessToken(given: string | undefined): string {
  if (given === undefined || given === '') return randomBytes(32).toString('base64url');
  if (given.length < shortestToken || given.length > longestToken || !/^[A-Za-z0-9_-]+$/.test(given)) {
    throw badToken(`has to be ${shortestToken} to ${longestToken} letters, digits, "-" or "_"`);
  }
  if (new Set(given).size < fewestLetters || /^(.{1,8})\1+$/.test(given)) {
    throw badToken(
      `is easily guessed: it needs ${fewestLetters} different letters or digits, without a repetition`,
    );
  }
  return given;
}

function badToken(reason: string): StationError {
  return new StationError(
    'BAD_INPUT',
    `The lasting token (LOUPE_TOKEN, --token-file) ${reason}. Choose another one, or leave it out.`,
  );
}

/** Compares two secrets in constant time, so that the time does not show where they differ. */
export function equalSecrets(left: string, right: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}

/**
 * Returns the access cookie's name. Browsers share cookies between the ports of a machine, so each station's name contains its port.
 *
 * @param isSecure true over TLS: with `__Host-`, browsers refuse a cookie that was set without TLS or by another host of the domain
 */
export function cookieName(port: number, isSecure = false): string {
  return `${isSecure ? '__Host-' : ''}loupe_${port}`;
}

/**
 * Returns the `Set-Cookie` header that lets a browser in.
 *
 * @param seconds lifetime; until the browser is closed when left out
 */
export function accessCookie(
  port: number,
  token: string,
  { seconds, isSecure = false }: { readonly seconds?: number | undefined; readonly isSecure?: boolean } = {},
): string {
  const age = seconds === undefined ? '' : `; Max-Age=${seconds}`;
  const secure = isSecure ? '; Secure' : '';
  return `${cookieName(port, isSecure)}=${token}; Path=/; HttpOnly; SameSite=Strict${secure}${age}`;
}

/** Returns the tokens in a request's cookies that `accessCookie` of this station set. */
export function cookieTokens(headers: IncomingHttpHeaders, port: number, isSecure = false): string[] {
  const prefix = `${cookieName(port, isSecure)}=`;
  return (headers.cookie ?? '')
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part.startsWith(prefix))
    .slice(0, mostTokens)
    .map((part) => part.slice(prefix.length));
}

/** Returns the `Set-Cookie` header that gives a browser its seat, at which somebody signs in. A seat alone gives no access. */
export function seatCookie(port: number, seat: string, isSecure: boolean): string {
  return `${cookieName(port, isSecure)}_seat=${seat}; Path=/; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`;
}

/** Returns the requesting browser's seat; null if it has none yet. */
export function seatIn(headers: IncomingHttpHeaders, port: number, isSecure: boolean): string | null {
  const prefix = `${cookieName(port, isSecure)}_seat=`;
  const found = (headers.cookie ?? '').split(';').find((part) => part.trim().startsWith(prefix));
  const seat = found?.trim().slice(prefix.length) ?? '';
  return /^[A-Za-z0-9_-]{43}$/.test(seat) ? seat : null;
}
