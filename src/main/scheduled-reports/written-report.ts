/** A report that was written, on its way out. */
export interface WrittenReport {
  readonly fileName: string;
  readonly pdf: Uint8Array;
  /** Of a mail: what it is about, and a line or two. */
  readonly subject: string;
  readonly text: string;
}
