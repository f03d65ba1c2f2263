/** Somebody who is on their way to a provider. */
export interface PendingSignIn {
  /** Where the browser goes. */
  readonly address: string;
  /** Comes back with the browser; random. */
  readonly state: string;
  /** @param current the address by which the browser came back. @returns what the provider calls the person. @throws Error for any doubt */
  finish(current: URL): Promise<string>;
}

/** Where people prove who they are elsewhere: one kind is OpenID Connect; a directory (LDAP) would be another. */
export interface SignInProvider {
  /** What the window calls it. */
  readonly label: string;
  /** @param redirect the station's own address that the browser comes back to */
  begin(redirect: string): Promise<PendingSignIn>;
}
