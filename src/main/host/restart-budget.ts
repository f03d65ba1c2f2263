/** Decides whether a worker that ended may be started again. */
export interface RestartBudget {
  /** Takes one restart from the budget, if one is left. @param now a rising time, milliseconds */
  take(now: number): boolean;
  /** The rising time at which the next restart is available, milliseconds; null if one is available now. */
  spentUntil(now: number): number | null;
}

/** Creates a budget of at most `limit` restarts within any `windowMs` milliseconds. */
export function restartBudget(limit = 5, windowMs = 60_000): RestartBudget {
  let taken: number[] = [];
  function spentUntil(now: number): number | null {
    taken = taken.filter((at) => now - at < windowMs);
    const [oldest] = taken;
    return oldest !== undefined && taken.length >= limit ? oldest + windowMs : null;
  }
  return {
    spentUntil,
    take: (now) => {
      if (spentUntil(now) !== null) return false;
      taken.push(now);
      return true;
    },
  };
}
