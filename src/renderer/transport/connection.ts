import { readonly, shallowRef, type Ref } from 'vue';
import { ConnectionLostError } from './failure.ts';
import { NotAuthorisedError, type OpenWires, type Wires } from './wires.ts';

/**
 * `connecting`: for the first time, calls wait · `open` · `lost`: was open or never came up, calls reject, tries
 * again by itself · `refused`: the station does not know this window, tries again slowly.
 */
export type ConnectionState = 'connecting' | 'open' | 'lost' | 'refused';

export interface Connection {
  readonly state: Readonly<Ref<ConnectionState>>;
  /** The open connection; waits for the very first one. @throws ConnectionLostError when there is none */
  current(): Promise<Wires>;
  /** Called with every new connection, also the present one. Returns how to stop listening. */
  onOpen(listener: (wires: Wires) => void): () => void;
  /** Gives the present connection up, e.g. when the station no longer answers on it. */
  drop(): void;
  /** Tries now instead of at the next turn. */
  retry(): void;
}

const refusedDelay = 5_000;

/** Waiting times between attempts, milliseconds: doubling from 0.25 s to 4 s, spread so that windows differ. */
export function backoff(attempt: number, random: () => number = Math.random): number {
  return Math.min(250 * 2 ** attempt, 4_000) * (0.75 + random() / 2);
}

/** Keeps one connection to the station open for as long as the window lives. */
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
    // The first attempts may fall into the station's own start.
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
