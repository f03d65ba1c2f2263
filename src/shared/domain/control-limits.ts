/** Centre and limits of a control chart, in the unit of the charted values. */
export interface ControlLimits {
  readonly centre: number;
  /** Standard deviation of a charted point. */
  readonly sigma: number;
  /** centre − 3 sigma */
  readonly lower: number;
  /** centre + 3 sigma */
  readonly upper: number;
}

/** Number of first subgroups that give the limits; 20 to 25 are enough (NIST, below). */
export const baselineSubgroups = 20;

export const subgroupSizes = { least: 2, most: 25 } as const;

/** d2 for ranges of two values, as moving ranges are: 2/√π (1.128 in the tables). */
const d2 = 2 / Math.sqrt(Math.PI);

/**
 * c4(n) = √(2/(n−1)) · Γ(n/2) / Γ((n−1)/2): the mean sample standard deviation of n normal values, as a share
 * of σ. NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.1.
 *
 * @param n 2 or more
 */
export function c4(n: number): number {
  // c4(2) = √(2/π), and c4(n) · c4(n + 1) = √((n − 1)/n), because Γ(x + 1) = x Γ(x).
  let value = Math.sqrt(2 / Math.PI);
  for (let size = 2; size < n; size++) value = Math.sqrt((size - 1) / size) / value;
  return value;
}

/** Returns the sample standard deviation, with n − 1. @param values two or more */
export function deviationOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * Computes the limits of an X̄ chart from the mean of the subgroups' standard deviations: X̿ ± A3·s̄ with A3
 * = 3/(c4·√n). NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.1.
 *
 * @param subgroups each of the same size, two or more
 * @throws RangeError without a subgroup, or for subgroups of one value or of different sizes
 */
export function meanChartLimits(subgroups: readonly (readonly number[])[]): ControlLimits {
  const size = subgroups[0]?.length ?? 0;
  if (size < 2 || subgroups.some((values) => values.length !== size)) {
    throw new RangeError('Subgroups of two or more values are needed, as many in each');
  }
  const spread = meanOf(subgroups.map(deviationOf)) / c4(size);
  return limitsAround(meanOf(subgroups.map(meanOf)), spread / Math.sqrt(size));
}

/**
 * Computes the limits of an individuals chart from the mean moving range of two neighbours: x̄ ± 3·MR̄/d2 =
 * x̄ ± 2.66·MR̄. NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2.
 *
 * @throws RangeError for fewer than two values
 */
export function individualsLimits(values: readonly number[]): ControlLimits {
  if (values.length < 2) throw new RangeError('Two or more values are needed');
  const ranges = values.slice(1).map((value, index) => Math.abs(value - (values[index] ?? value)));
  return limitsAround(meanOf(values), meanOf(ranges) / d2);
}

/**
 * Computes the limits of an X̄ chart, or of an individuals chart for size 1, from a sample without order in
 * time: mean ± 3·s/(c4·√size).
 *
 * @throws RangeError for fewer than two values
 */
export function sampleLimits(sample: readonly number[], size: number): ControlLimits {
  if (sample.length < 2) throw new RangeError('Two or more values are needed');
  return limitsAround(meanOf(sample), deviationOf(sample) / c4(sample.length) / Math.sqrt(size));
}

function limitsAround(centre: number, sigma: number): ControlLimits {
  return { centre, sigma, lower: centre - 3 * sigma, upper: centre + 3 * sigma };
}
