/** How long who asks has to wait for a turn, on average of late. */
export interface TurnState {
  /** From the request to the beginning of its run, milliseconds. */
  readonly waitMs: number;
  /** What it would wait if all who asked of late took their turns one after the other, milliseconds. */
  readonly shareMs: number;
}

export interface TurnsWaiting {
  readonly requests: number;
  /** How long the oldest of them has waited, milliseconds; 0: there is none. */
  readonly oldestMs: number;
}

export interface FairTurns {
  /**
   * Runs something when it is the turn of who asks: those who wait take turns, each with its oldest request first. What fails
   * fails for who asked.
   */
  take<Result>(who: string, run: () => Promise<Result>): Promise<Result>;
  /** Those who wait are refused, and so is who asks later. */
  close(reason: Error): void;
  /** How it stands for who asked; null: it has had no turn yet. */
  state(who: string): TurnState | null;
  /** Requests that wait for their turn. */
  waiting(): TurnsWaiting;
}

interface Request {
  readonly since: number;
  start(): Promise<void>;
  refuse(reason: Error): void;
}

interface Asker {
  readonly waiting: Request[];
  /** Its last turn, counted over all; 0: it has had none. */
  turn: number;
  waitMs: number | null;
  /** Of its own runs. */
  runMs: number;
  lastAt: number;
}

/** Who has not asked for so long takes no share, milliseconds. */
const forgottenAfter = 10_000;
/** A new figure counts so much in the average. */
const weight = 0.2;

/** @param atOnce requests that run at the same time: the next one is on its way while the one before is answered */
export function createFairTurns(atOnce: number): FairTurns {
  const askers = new Map<string, Asker>();
  let running = 0;
  let turn = 0;
  let closed: Error | null = null;

  function next(): void {
    if (running >= atOnce) return;
    const those = [...askers.values()].filter(({ waiting }) => waiting.length > 0);
    // Whose last turn is the longest ago.
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
