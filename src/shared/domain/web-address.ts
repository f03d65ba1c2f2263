/** An address is shown, logged and exported; secrets have a place of their own. */
export const noUser = 'An address holds no name and no password';

/** Whether an address holds neither a name nor a password. */
export function hasNoUser(url: string): boolean {
  const { username, password } = new URL(url);
  return username === '' && password === '';
}
