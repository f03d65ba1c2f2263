/** Decides whether a worker that ended may be started again. */
export interface RestartBudget {
  /** Takes one restart from the budget if there is one left at this instant (milliseconds). */
  take(now: number): boolean;
}

/** At most `limit` restarts within any `windowMs` milliseconds. */
export function restartBudget(limit = 5, windowMs = 60_000): RestartBudget {
  let taken: number[] = [];
  return {
    take: (now) => {
      taken = taken.filter((at) => now - at < windowMs);
      if (taken.length >= limit) return false;
      taken.push(now);
      return true;
    },
  };
}
