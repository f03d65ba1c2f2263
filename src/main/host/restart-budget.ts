/** Decides whether a worker that ended may be started again. */
export interface RestartBudget {
  /** Takes one restart from the budget if there is one left at this instant (milliseconds, rising). */
  take(now: number): boolean;
  /** When there is one left again, milliseconds; null: there is one at this instant. */
  spentUntil(now: number): number | null;
}

/** At most `limit` restarts within any `windowMs` milliseconds. */
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
