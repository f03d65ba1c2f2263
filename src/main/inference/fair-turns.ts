/** Recent average waiting times of one asker. */
export interface TurnState {
  /** Time from a request to the start of its run, milliseconds. */
  readonly waitMs: number;
  /** The time that it would wait if all recent askers ran once before it, milliseconds. */
  readonly shareMs: number;
}

export interface TurnsWaiting {
  readonly requests: number;
  /** Waiting time of the oldest request, milliseconds; 0 if none waits. */
  readonly oldestMs: number;
}

export interface FairTurns {
  /**
   * Runs a function when it is the asker's turn. The askers take turns, each with its oldest request first. A failure rejects only the
   * asker's own call.
   */
  take<Result>(who: string, run: () => Promise<Result>): Promise<Result>;
  /** Rejects all waiting and all later requests. */
  close(reason: Error): void;
  /** Returns an asker's waiting times; null if it has had no turn yet. */
  state(who: string): TurnState | null;
  /** Counts the requests that wait for their turn. */
  waiting(): TurnsWaiting;
}

interface Request {
  readonly since: number;
  start(): Promise<void>;
  refuse(reason: Error): void;
}

interface Asker {
  readonly waiting: Request[];
  /** Number of its last turn, counted over all askers; 0 if it has had none. */
  turn: number;
  waitMs: number | null;
  /** Average time of its own runs, milliseconds. */
  runMs: number;
  lastAt: number;
}

/** An asker that was silent for this long takes no share any more, milliseconds. */
const forgottenAfter = 10_000;
/** Weight of a new value in the moving averages. */
const weight = 0.2;

/** @param atOnce number of requests that run at the same time; with two, the next one is sent while the first is still running */
export function createFairTurns(atOnce: number): FairTurns {
  const askers = new Map<string, Asker>();
  let running = 0;
  let turn = 0;
  let closed: Error | null = null;

  function next(): void {
    if (running >= atOnce) return;
    const those = [...askers.values()].filter(({ waiting }) => waiting.length > 0);
    // The asker whose last turn was the longest ago.
    const [asker] = those.sort((one, other) => one.turn - other.turn);
    const request = asker?.waiting.shift();
    if (asker === undefined || request === undefined) return;
    turn += 1;
    asker.turn = turn;
    running += 1;
    const began = performance.now();
    asker.waitMs = averageOf(asker.waitMs, began - request.since);
    void request.start().finally(() => {
      running -= 1;
      asker.runMs = averageOf(asker.runMs === 0 ? null : asker.runMs, performance.now() - began);
      asker.lastAt = performance.now();
      next();
    });
    next();
  }

  return {
    take(who, run) {
      if (closed) return Promise.reject(closed);
      const asker = askers.get(who) ?? {
        waiting: [],
        turn: 0,
        waitMs: null,
        runMs: 0,
        lastAt: performance.now(),
      };
      if (!askers.has(who)) askers.set(who, asker);
      asker.lastAt = performance.now();
      return new Promise((resolve, reject) => {
        const start = (): Promise<void> => run().then(resolve, reject);
        asker.waiting.push({ since: performance.now(), start, refuse: reject });
        next();
      });
    },
    waiting() {
      const all = [...askers.values()].flatMap(({ waiting }) => waiting);
      const now = performance.now();
      return { requests: all.length, oldestMs: Math.max(0, ...all.map(({ since }) => now - since)) };
    },
    close(reason) {
      closed = reason;
      for (const { waiting } of askers.values()) {
        for (const request of waiting.splice(0)) request.refuse(reason);
      }
    },
    state(who) {
      const asker = askers.get(who);
      if (asker?.waitMs === null || asker === undefined) return null;
      const now = performance.now();
      let shareMs = 0;
      for (const [name, { runMs, lastAt, waiting }] of askers) {
        if (waiting.length === 0 && now - lastAt > forgottenAfter) {
          if (name !== who) askers.delete(name);
        } else if (name !== who) shareMs += runMs;
      }
      return { waitMs: asker.waitMs, shareMs };
    },
  };
}

function averageOf(before: number | null, value: number): number {
  return before === null ? value : before + weight * (value - before);
}
