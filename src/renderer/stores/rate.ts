/** Counts events per second over a sliding window. */
export interface Rate {
  /** Counts an event at `now` (milliseconds). @returns the current rate; null after a single event */
  count(now: number): number | null;
  reset(): void;
}

export function createRate(windowMs = 3_000): Rate {
  let times: number[] = [];
  return {
    count(now) {
      times = [...times.filter((time) => now - time <= windowMs), now];
      const first = times[0];
      if (first === undefined || times.length < 2 || now <= first) return null;
      return ((times.length - 1) * 1_000) / (now - first);
    },
    reset() {
      times = [];
    },
  };
}
