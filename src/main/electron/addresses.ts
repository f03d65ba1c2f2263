/** The desktop window's own scheme and origin. */
export const scheme = 'app';
export const origin = 'app://loupe';

/** The page a window opens with. */
export const startPage = `${origin}/`;

/** True for an address or origin of the window's own, however it is written. */
export function isOwnAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  // Node gives an own scheme the origin "null", so that its parts are compared.
  const { protocol, host, username, password } = new URL(address);
  return `${protocol}//${host}` === origin && username === '' && password === '';
}

/** An address that may be opened in the user's browser, as it was understood; null for all but http(s). */
export function externalAddress(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
  return isWeb && url.username === '' && url.password === '' ? url.href : null;
}
