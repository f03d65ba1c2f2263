/**
 * How far values lie from their median, in robust spreads: 0.6745 (x − median) / MAD, the modified z-score of Iglewicz and
 * Hoaglin (1993), who call a value above 3.5 an outlier. Some values far off do not change what the others are measured by.
 *
 * @param floor least spread as a share of the median, so that values that are all but equal are not told apart by dust
 * @returns one number a value; 0 for all where there is no spread
 */
export function robustDeviations(values: readonly number[], floor: number): number[] {
  const middle = median(values);
  const spread = median(values.map((value) => Math.abs(value - middle))) / 0.6745;
  const unit = Math.max(spread, floor * Math.abs(middle));
  return values.map((value) => (unit > 0 ? (value - middle) / unit : 0));
}

/** The middle of the values, the mean of the two middle ones where their number is even; NaN without any. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? Number.NaN) + upper) / 2;
}
