import type { FileState } from './file-state.ts';

/** A picture that has arrived and is still to be read. */
export interface Arrival {
  /** The picture's path below the watched folder. */
  readonly name: string;
  /** The file's state when the file was last found. */
  seen: FileState;
  /** Whether the file was missing at the last look. */
  gone: boolean;
  /** When the last change of the file was noticed, by `performance.now()`. */
  changedAt: number;
  /** SHA-256 of the file inspected under this name; the same content is no new part. Null if there is none. */
  readonly inspected: string | null;
  /**
   * `waiting`: for its first turn. `reading`: now. `aside`: the file was not whole, so others go first.
   * `overtaken`: another picture took the name before this one was read.
   */
  phase: 'waiting' | 'reading' | 'aside' | 'overtaken';
  /** Wait of an arrival aside for its next turn, milliseconds after the last change; another change ends it earlier. */
  patienceMs: number;
  /** `changedAt` of an arrival aside when it was last read. */
  readAfter: number;
}

/** A queue of arrivals, with marks between them. */
export interface ArrivalQueue {
  put(arrival: Arrival): void;
  /** Returns the next arrival; null once closed. A call means that the arrival before is done. */
  next(): Promise<Arrival | null>;
  /** Lets others go before an arrival that is not whole yet. @param patienceMs wait for its next turn if nothing changes */
  setAside(arrival: Arrival, patienceMs: number): void;
  /** Gives an arrival its turn again, before all that wait. */
  bringBack(arrival: Arrival): void;
  readonly aside: Iterable<Arrival>;
  /** Calls `reached` once all arrivals so far are done, including those aside; at once if closed. */
  mark(reached: () => void): void;
  close(): void;
}

/** Most taken entries at the front of the list before the list is shortened. */
const longestFront = 1000;

export function createArrivalQueue(): ArrivalQueue {
  let waiting: (Arrival | (() => void))[] = [];
  /** Index of the queue's first entry; removing the front of a long list each time would move all others. */
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
