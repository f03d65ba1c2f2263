/** What waits to be inspected. */
export interface FrameQueue<T> {
  /** Adds a frame. @returns the waiting frame that it replaced, if any */
  put(frame: T): T | null;
  /** The next frame, or null. */
  take(): T | null;
  /** Takes a frame out that is not to be inspected any more. @returns whether it was there */
  remove(frame: T): boolean;
  readonly length: number;
}

/** For live view: one place; a newer frame replaces the one that waits. */
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

/** For parts: everything that comes is inspected, in order. */
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
