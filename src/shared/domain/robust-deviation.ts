/**
 * Computes how far values lie from their median, in robust spreads: 0.6745 (x − median) / MAD, the modified
 * z-score of Iglewicz and Hoaglin (1993), who call values above 3.5 outliers. A few distant values do not
 * change the measure for the others.
 *
 * @param floor least spread as a share of the median, so that dust does not tell almost equal values apart
 * @returns one number per value; all 0 without a spread
 */
export function robustDeviations(values: readonly number[], floor: number): number[] {
  const middle = median(values);
  const spread = median(values.map((value) => Math.abs(value - middle))) / 0.6745;
  const unit = Math.max(spread, floor * Math.abs(middle));
  return values.map((value) => (unit > 0 ? (value - middle) / unit : 0));
}

/** Returns the median, the mean of the two middle values for an even count; NaN without values. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? Number.NaN) + upper) / 2;
}
