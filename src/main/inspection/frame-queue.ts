/** Frames that wait for their inspection. */
export interface FrameQueue<T> {
  /** Adds a frame. @returns the waiting frame that it replaced, if any */
  put(frame: T): T | null;
  /** Removes and returns the next frame; null: none waits. */
  take(): T | null;
  /** Removes a frame that no longer needs an inspection. @returns whether it was in the queue */
  remove(frame: T): boolean;
  readonly length: number;
}

/** For live view: a queue of one place, where a newer frame replaces the waiting one. */
export function latestFrameQueue<T>(): FrameQueue<T> {
  let waiting: { readonly frame: T } | null = null;
  return {
    put(frame) {
      const replaced = waiting?.frame ?? null;
      waiting = { frame };
      return replaced;
    },
    take() {
      const taken = waiting;
      waiting = null;
      return taken?.frame ?? null;
    },
    remove(frame) {
      if (waiting?.frame !== frame) return false;
      waiting = null;
      return true;
    },
    get length() {
      return waiting === null ? 0 : 1;
    },
  };
}

/** For parts: a queue that keeps every frame, in order. */
export function everyFrameQueue<T>(): FrameQueue<T> {
  const waiting: T[] = [];
  return {
    put(frame) {
      waiting.push(frame);
      return null;
    },
    take: () => waiting.shift() ?? null,
    remove(frame) {
      const at = waiting.indexOf(frame);
      if (at < 0) return false;
      waiting.splice(at, 1);
      return true;
    },
    get length() {
      return waiting.length;
    },
  };
}
