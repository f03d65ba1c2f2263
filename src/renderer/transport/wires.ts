import type { ClientContext, ClientLink } from '@orpc/client';

/** The live channel as blocks of bytes over any transport. */
export interface LiveWire {
  send(block: Uint8Array<ArrayBuffer>): void;
  listen(listener: (block: Uint8Array) => void): void;
}

/** An open connection to the station: procedures and live channel. Both end together and never reopen. */
export interface Wires {
  readonly link: ClientLink<ClientContext>;
  readonly live: LiveWire;
  /** True once the connection has ended. */
  readonly closed: boolean;
  /** Calls the listener once; at once if the connection has already ended. Returns a function that removes the listener. */
  onClose(listener: () => void): () => void;
  close(): void;
}

/** The station is reachable but does not know this window. */
export class NotAuthorisedError extends Error {
  constructor() {
    super('The station refuses this window');
    this.name = 'NotAuthorisedError';
  }
}

/**
 * Opens a connection.
 *
 * @throws NotAuthorisedError if the station refuses this window, Error if it is unreachable
 */
export type OpenWires = () => Promise<Wires>;

/** The part of wires that all transports share: they close once, and all listeners hear of it. */
export function closing(end: () => void): Pick<Wires, 'onClose' | 'close'> & { isClosed(): boolean } {
  const listeners = new Set<() => void>();
  let closed = false;
  return {
    isClosed: () => closed,
    onClose(listener) {
      if (closed) listener();
      else listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      if (closed) return;
      closed = true;
      end();
      for (const listener of listeners) listener();
    },
  };
}
