/** A sign-in that has begun: the person is at the provider. */
export interface PendingSignIn {
  /** The address to which the browser goes. */
  readonly address: string;
  /** A random value that comes back with the browser. */
  readonly state: string;
  /** @param current the address with which the browser came back. @returns the person's name at the provider. @throws Error in any doubt */
  finish(current: URL): Promise<string>;
}

/** An external provider that authenticates people: OpenID Connect is one kind; a directory (LDAP) would be another. */
export interface SignInProvider {
  /** The provider's name in the window. */
  readonly label: string;
  /** @param redirect the station's address to which the browser comes back */
  begin(redirect: string): Promise<PendingSignIn>;
}
