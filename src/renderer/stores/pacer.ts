/** Runs work soon after a request, but not more often than once per interval. */
export interface Pacer {
  /** Runs the work at once after a quiet interval, else at the interval's end. */
  ask(): void;
  /** Runs the work at once. */
  now(): void;
  /** Drops a pending request. */
  cancel(): void;
}

export function createPacer(run: () => void, interval: number): Pacer {
  let ranAt = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | null = null;

  function cancel(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  }
  function now(): void {
    cancel();
    ranAt = performance.now();
    run();
  }
  return {
    ask() {
      if (timer !== null) return;
      const wait = ranAt + interval - performance.now();
      if (wait <= 0) now();
      else timer = setTimeout(now, wait);
    },
    now,
    cancel,
  };
}
