/** Longest pause between two calls, milliseconds. */
const longestRest = 50;

/** The waiting calls of one connection. */
export interface Turns {
  /** Queues a call. */
  add(begin: () => void): void;
  waiting(): number;
  /** Drops the calls that still wait. */
  leave(): void;
}

/**
 * Starts calls one after the other, taking the connections in turn. A thousand calls at once would block the event loop, and the line
 * with it. After each call the loop is left free for as long as the call took.
 */
export function createCallTurns(): () => Turns {
  /** Queues of the connections with waiting calls; a connection that had its turn goes to the end. */
  const queues = new Set<(() => void)[]>();
  let resting = false;

  function next(): void {
    resting = false;
    const [queue] = queues;
    const begin = queue?.shift();
    if (queue === undefined || begin === undefined) return;
    queues.delete(queue);
    if (queue.length > 0) queues.add(queue);
    const begun = performance.now();
    resting = true;
    begin();
    // Measured in a later callback, so that the call's synchronous work is included.
    setImmediate(() => {
      const took = performance.now() - begun;
      if (queues.size === 0 || took < 1) next();
      else setTimeout(next, Math.min(took, longestRest));
    });
  }

  return () => {
    const own: (() => void)[] = [];
    return {
      add(begin) {
        own.push(begin);
        queues.add(own);
        if (!resting) next();
      },
      waiting: () => own.length,
      leave() {
        own.length = 0;
        queues.delete(own);
      },
    };
  };
}
