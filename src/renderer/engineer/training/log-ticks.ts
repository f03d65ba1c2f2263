/** The most marks that an axis of the chart's height carries without crowding. */
const mostTicks = 8;

/**
 * The marks 1, 2 and 5 of every decade within [lowest, highest], both positive; whole decades alone where those
 * would crowd. A range that holds fewer than two of them is marked at its ends.
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
