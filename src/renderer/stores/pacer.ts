/** Runs something soon after it is asked for, but not more often than every so many milliseconds. */
export interface Pacer {
  /** At once after a quiet time, else when that has passed. */
  ask(): void;
  /** At once. */
  now(): void;
  /** Forgets what was asked for. */
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
