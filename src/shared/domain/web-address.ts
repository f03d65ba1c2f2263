/** Addresses are shown, logged and exported, so names and passwords belong elsewhere. */
export const noUser = 'An address holds no name and no password';

/**
 * Returns whether a text is an address without name and password. Validation also calls this with texts that
 * are no address.
 */
export function hasNoUser(text: string): boolean {
  const url = addressIn(text);
  return url !== null && url.username === '' && url.password === '';
}

/** Returns whether a text is an address that names a machine. */
export const namesMachine = (text: string): boolean => (addressIn(text)?.hostname ?? '') !== '';

const addressIn = (text: string): URL | null => (URL.canParse(text) ? new URL(text) : null);
