/** Decided entries of the log with one cause. */
export interface CauseCount {
  /** Null: the decision states no cause. */
  readonly cause: string | null;
  readonly entries: number;
}

export interface ParetoBar {
  readonly cause: string;
  readonly entries: number;
  /** Share of all entries with a cause, of this bar and the bars before it, 0..1. */
  readonly cumulative: number;
}

/**
 * Returns causes, most frequent first, with their cumulative share (Pareto's chart: J. M. Juran, Quality
 * Control Handbook). Entries without a cause have no bar, because they would distort the cumulative line.
 *
 * @param most most bars; shares also count the causes beyond them
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
