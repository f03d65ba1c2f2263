/** What a request is checked against. */
export interface Gate {
  readonly port: number;
  readonly token: string;
  /** Names of this machine that a `Host` header may carry. */
  readonly names: ReadonlySet<string>;
}
