import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { StationError } from '../../shared/domain/station-error.ts';

const shortestToken = 16;
const longestToken = 200;
/** A browser sends one; whoever sends many has each of them looked up. */
const mostTokens = 4;
/** A token of fewer different letters is a pattern that is typed, not one that was drawn. */
const fewestLetters = 8;

/**
 * The secret that opens the station for this start.
 *
 * @param given a lasting one for kiosks (`--token-file`, LOUPE_TOKEN)
 * @throws StationError BAD_INPUT when the one given is easily guessed or could not stand in an address
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

/** Compares in a time that says nothing of where two secrets differ. */
export function equalSecrets(left: string, right: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}

/**
 * Browsers share cookies between the ports of a machine: stations beside each other need names of their own.
 *
 * @param isSecure over TLS: `__Host-` makes browsers refuse one that was set without it, or by another name of the domain
 */
export function cookieName(port: number, isSecure = false): string {
  return `${isSecure ? '__Host-' : ''}loupe_${port}`;
}

/**
 * The `Set-Cookie` header that lets a browser in.
 *
 * @param seconds how long; until the browser is closed when left out
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

/** The tokens that a request carries in cookies of this station, as `accessCookie` set them. */
export function cookieTokens(headers: IncomingHttpHeaders, port: number, isSecure = false): string[] {
  const prefix = `${cookieName(port, isSecure)}=`;
  return (headers.cookie ?? '')
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part.startsWith(prefix))
    .slice(0, mostTokens)
    .map((part) => part.slice(prefix.length));
}

/** The `Set-Cookie` header that gives a browser its seat: where somebody signs in. Alone it opens nothing. */
export function seatCookie(port: number, seat: string, isSecure: boolean): string {
  return `${cookieName(port, isSecure)}_seat=${seat}; Path=/; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`;
}

/** The seat of a browser that asks; null: it has none yet. */
export function seatIn(headers: IncomingHttpHeaders, port: number, isSecure: boolean): string | null {
  const prefix = `${cookieName(port, isSecure)}_seat=`;
  const found = (headers.cookie ?? '').split(';').find((part) => part.trim().startsWith(prefix));
  const seat = found?.trim().slice(prefix.length) ?? '';
  return /^[A-Za-z0-9_-]{43}$/.test(seat) ? seat : null;
}
