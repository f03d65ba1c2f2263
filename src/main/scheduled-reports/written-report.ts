/** A written report that is to be delivered. */
export interface WrittenReport {
  readonly fileName: string;
  readonly pdf: Uint8Array;
  /** Subject and short text of the mail. */
  readonly subject: string;
  readonly text: string;
}
