import { readonly, shallowRef, type Ref } from 'vue';
import { ConnectionLostError } from './failure.ts';
import { NotAuthorisedError, type OpenWires, type Wires } from './wires.ts';

/**
 * `connecting`: for the first time, calls wait · `open` · `lost`: was open or never came up; calls reject, it retries
 * by itself · `refused`: the station does not know this window; it retries slowly.
 */
export type ConnectionState = 'connecting' | 'open' | 'lost' | 'refused';

export interface Connection {
  readonly state: Readonly<Ref<ConnectionState>>;
  /** Returns the open connection; waits for the first one. @throws ConnectionLostError without a connection */
  current(): Promise<Wires>;
  /** Calls the listener with the current and every new connection. Returns a function that removes the listener. */
  onOpen(listener: (wires: Wires) => void): () => void;
  /** Closes the current connection, e.g. if the station no longer answers on it. */
  drop(): void;
  /** Retries now, before the waiting time is over. */
  retry(): void;
}

const refusedDelay = 5_000;

/** Returns the waiting time before the next attempt, milliseconds: doubles from 0.25 s to 4 s, with a random share so that windows differ. */
export function backoff(attempt: number, random: () => number = Math.random): number {
  return Math.min(250 * 2 ** attempt, 4_000) * (0.75 + random() / 2);
}

/** Keeps one connection to the station open during the window's life. */
export function keepConnected(open: OpenWires): Connection {
  const state = shallowRef<ConnectionState>('connecting');
  const listeners = new Set<(wires: Wires) => void>();
  const waiting = new Set<{ resolve: (wires: Wires) => void; reject: (error: Error) => void }>();
  let wires: Wires | null = null;
  let attempt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const connect = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    try {
      const fresh = await open();
      attempt = 0;
      wires = fresh;
      state.value = 'open';
      for (const waiter of waiting) waiter.resolve(fresh);
      waiting.clear();
      for (const listener of listeners) listener(fresh);
      fresh.onClose(() => giveUp('lost'));
    } catch (error) {
      giveUp(error instanceof NotAuthorisedError ? 'refused' : 'lost');
    }
  };

  const giveUp = (next: 'lost' | 'refused'): void => {
    wires = null;
    // The first attempts may happen while the station starts.
    if (state.value !== 'connecting' || next === 'refused' || attempt >= 2) {
      state.value = next;
      for (const waiter of waiting) waiter.reject(new ConnectionLostError());
      waiting.clear();
    }
    timer = setTimeout(() => void connect(), next === 'refused' ? refusedDelay : backoff(attempt++));
  };

  void connect();
  return {
    state: readonly(state),
    current() {
      if (wires) return Promise.resolve(wires);
      if (state.value !== 'connecting') return Promise.reject(new ConnectionLostError());
      return new Promise((resolve, reject) => waiting.add({ resolve, reject }));
    },
    onOpen(listener) {
      listeners.add(listener);
      if (wires) listener(wires);
      return () => listeners.delete(listener);
    },
    drop: () => wires?.close(),
    retry() {
      if (timer !== undefined) void connect();
    },
  };
}
