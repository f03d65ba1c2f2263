/** More rest between two calls does nobody good, milliseconds. */
const longestRest = 50;

/** The calls of one connection that wait for their turn. */
export interface Turns {
  /** Begins something in its turn. */
  add(begin: () => void): void;
  waiting(): number;
  /** What waits is not begun any more. */
  leave(): void;
}

/**
 * Begins calls one after the other, of each connection in turn. A thousand that come at once would be one piece of work to the system,
 * for which the line waits; between two of these it has its turn, for as long as the first one took.
 */
export function createCallTurns(): () => Turns {
  /** Connections of which something waits; who had a turn goes to the end. */
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
    // Afterwards, so that what the call does before it first waits is counted.
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
