/** The desktop window's own scheme and origin. */
export const scheme = 'app';
export const origin = 'app://loupe';

/** The first page of a window. */
export const startPage = `${origin}/`;

/** Tells whether an address or origin is the window's own, in any spelling. */
export function isOwnAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  // Node reports the origin "null" for a custom scheme, so the parts are compared.
  const { protocol, host, username, password } = new URL(address);
  return `${protocol}//${host}` === origin && username === '' && password === '';
}

/** Returns the normalised address if the user's browser may open it; null for all but http(s). */
export function externalAddress(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
  return isWeb && url.username === '' && url.password === '' ? url.href : null;
}
