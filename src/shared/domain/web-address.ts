/** An address is shown, logged and exported; secrets have a place of their own. */
export const noUser = 'An address holds no name and no password';

/** Whether a text is an address that holds neither a name nor a password. Rules are asked of texts that broke another one, too. */
export function hasNoUser(text: string): boolean {
  const url = addressIn(text);
  return url !== null && url.username === '' && url.password === '';
}

/** Whether a text is an address that names a machine. */
export const namesMachine = (text: string): boolean => (addressIn(text)?.hostname ?? '') !== '';

const addressIn = (text: string): URL | null => (URL.canParse(text) ? new URL(text) : null);
