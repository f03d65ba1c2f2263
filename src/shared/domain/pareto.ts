/** Decided entries of the log with one cause. */
export interface CauseCount {
  /** Null: the decision states none. */
  readonly cause: string | null;
  readonly entries: number;
}

export interface ParetoBar {
  readonly cause: string;
  readonly entries: number;
  /** Share of all entries with a cause, of this bar and those before it, 0..1. */
  readonly cumulative: number;
}

/**
 * Causes, the most frequent first, with the share that they make up together (Pareto's chart: J. M. Juran, Quality
 * Control Handbook). Entries without a cause have no bar: they would hide in the cumulative line.
 *
 * @param most bars at most; what is rarer is left out of them, not of the shares
 */
export function paretoBars(
  causes: readonly CauseCount[],
  most = Infinity,
): { bars: ParetoBar[]; rest: number; withoutCause: number } {
  const stated = causes
    .filter((count): count is CauseCount & { cause: string } => count.cause !== null && count.entries > 0)
    .toSorted((a, b) => b.entries - a.entries || a.cause.localeCompare(b.cause));
  const all = stated.reduce((sum, { entries }) => sum + entries, 0);
  let sum = 0;
  const bars = stated.map(({ cause, entries }) => {
    sum += entries;
    return { cause, entries, cumulative: sum / all };
  });
  return {
    bars: bars.slice(0, most),
    rest: bars.slice(most).reduce((total, { entries }) => total + entries, 0),
    withoutCause: causes
      .filter(({ cause }) => cause === null)
      .reduce((total, { entries }) => total + entries, 0),
  };
}
