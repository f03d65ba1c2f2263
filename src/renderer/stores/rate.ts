/** Counts events per second over a sliding window. */
export interface Rate {
  /** Counts one event at `now` (milliseconds); the rate so far, or null while there is only one. */
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
