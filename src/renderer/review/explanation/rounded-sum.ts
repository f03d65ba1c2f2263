/**
 * Rounds numbers so that they add up to the rounded sum, as in "0.91 = 0.43 + 0.48" (largest remainder method). No
 * number changes by more than one unit of the last digit.
 *
 * @param digits after the decimal point
 */
export function roundedSum(sum: number, numbers: readonly number[], digits: number): number[] {
  const unit = 10 ** digits;
  const rounded = numbers.map((value) => Math.floor(value * unit));
  const lacking = Math.round(sum * unit) - rounded.reduce((total, value) => total + value, 0);
  const byRest = numbers
    .map((value, index) => ({ index, rest: value * unit - Math.floor(value * unit) }))
    .toSorted((a, b) => b.rest - a.rest);
  for (const { index } of byRest.slice(0, Math.max(lacking, 0))) {
    rounded[index] = (rounded[index] ?? 0) + 1;
  }
  return rounded.map((value) => value / unit);
}
