/** Most tick marks that fit the chart's axis. */
const mostTicks = 8;

/**
 * Returns the marks 1, 2 and 5 of every decade within [lowest, highest], both positive; only whole decades if those
 * would be too many. A range with fewer than two marks gets its ends.
 */
export function logTicks(lowest: number, highest: number): number[] {
  const first = Math.floor(Math.log10(lowest));
  const decades = Array.from(
    { length: Math.ceil(Math.log10(highest)) - first + 1 },
    (_, index) => first + index,
  );
  for (const steps of [[1, 2, 5], [1]]) {
    const ticks = decades
      .flatMap((decade) => steps.map((step) => Number(`${step}e${decade}`)))
      .filter((tick) => tick >= lowest && tick <= highest);
    if (ticks.length >= 2 && ticks.length <= mostTicks) return ticks;
  }
  return [lowest, highest];
}
