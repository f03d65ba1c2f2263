import type { FileState } from './file-state.ts';

/** A picture that has arrived and has still to be read. */
export interface Arrival {
  /** Its path below the watched folder. */
  readonly name: string;
  /** How its file stood when it was last there. */
  seen: FileState;
  /** Whether it was gone when it was last looked for. */
  gone: boolean;
  /** When a change of the file was last noticed, `performance.now()`. */
  changedAt: number;
  /** A file of this content is no new part: the SHA-256 of what was inspected under the name; null where there is none. */
  readonly inspected: string | null;
  /**
   * `waiting`: for its first turn. `reading`: it is its turn. `aside`: it was not whole yet and others go first.
   * `overtaken`: another picture took its name before it was read.
   */
  phase: 'waiting' | 'reading' | 'aside' | 'overtaken';
  /** For one aside: its next turn comes this long after the last change, milliseconds, or once it has changed again. */
  patienceMs: number;
  /** For one aside: the change that it had last been read after. */
  readAfter: number;
}

/** Arrivals in their order, with marks between them. */
export interface ArrivalQueue {
  put(arrival: Arrival): void;
  /** The next arrival; null once closed. Asking for the next one says that the one before was dealt with. */
  next(): Promise<Arrival | null>;
  /** Lets others go before an arrival that is not whole yet. @param patienceMs its next turn, if nothing changes */
  setAside(arrival: Arrival, patienceMs: number): void;
  /** Its turn again, before all that waits. */
  bringBack(arrival: Arrival): void;
  readonly aside: Iterable<Arrival>;
  /** Calls `reached` once all that was put before is dealt with, those aside included; at once when closed. */
  mark(reached: () => void): void;
  close(): void;
}

/** So many entries that were taken are kept before the list is made anew. */
const longestFront = 1000;

export function createArrivalQueue(): ArrivalQueue {
  let waiting: (Arrival | (() => void))[] = [];
  /** Where the queue begins: taking from the front of a long list would move all the rest each time. */
  let first = 0;
  const back: Arrival[] = [];
  const aside = new Set<Arrival>();
  let taker: ((arrival: Arrival | null) => void) | null = null;
  let closed = false;

  function take(): Arrival | null {
    for (let again = back.shift(); again !== undefined; again = back.shift()) {
      if (again.phase !== 'overtaken') return again;
    }
    for (let entry = waiting[first]; entry !== undefined; entry = waiting[first]) {
      if (typeof entry === 'function' && aside.size > 0) return null;
      first += 1;
      if (first >= longestFront) drop();
      if (typeof entry === 'function') entry();
      else if (entry.phase !== 'overtaken') return entry;
    }
    drop();
    return null;
  }

  function drop(): void {
    waiting = waiting.slice(first);
    first = 0;
  }

  function serve(): void {
    if (taker === null) return;
    const arrival = take();
    if (arrival === null) return;
    const give = taker;
    taker = null;
    arrival.phase = 'reading';
    give(arrival);
  }

  return {
    put(arrival) {
      waiting.push(arrival);
      serve();
    },
    next() {
      if (closed) return Promise.resolve(null);
      return new Promise((resolve) => {
        taker = resolve;
        serve();
      });
    },
    setAside(arrival, patienceMs) {
      arrival.phase = 'aside';
      arrival.patienceMs = patienceMs;
      arrival.readAfter = arrival.changedAt;
      aside.add(arrival);
    },
    bringBack(arrival) {
      if (!aside.delete(arrival)) return;
      back.push(arrival);
      serve();
    },
    aside,
    mark(reached) {
      if (closed) {
        reached();
        return;
      }
      waiting.push(reached);
      serve();
    },
    close() {
      closed = true;
      for (const entry of waiting.slice(first)) if (typeof entry === 'function') entry();
      waiting = [];
      first = 0;
      aside.clear();
      taker?.(null);
      taker = null;
    },
  };
}
