/** One window on the live channel, seen from a host. */
export interface LiveConnection {
  /**
   * Takes a block from the window (`unpackLive`). Never throws: a block that cannot be read is answered by a
   * `problem`, and the connection goes on.
   */
  receive(block: Uint8Array): void;
  /** Ends the connection; nothing is sent any more. */
  close(): void;
}

/** The live channel on the station's side: every host connects its windows to it (src/shared/contract/live.ts). */
export interface LiveService {
  /**
   * Connects a window; the session as it stands now is sent at once.
   *
   * @param send hands a block to the window. False: the window is slow and the block was left out; results may be
   *   left out (the next one replaces them), the state of the session has to be sent again later
   * @param watches whether the window may see the line; otherwise it gets signs of life only. True when left out
   */
  connect(send: (block: Uint8Array) => boolean, watches?: boolean): LiveConnection;
}
