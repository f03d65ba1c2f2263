/** A straight line through samples over time. */
export interface Trend {
  /** Change per minute. */
  readonly slope: number;
  /** Half the width of its 95 % confidence interval. */
  readonly plusMinus: number;
}

/** Two-sided 95 % of the normal distribution. */
const z95 = 1.96;

/**
 * Fits a line by ordinary least squares to the last two thirds of the samples, when buffers are full. Consecutive
 * samples resemble each other, so they contain less information than independent ones: the variance is widened by the
 * autocorrelation of the residuals at lag 1, (1 + r) / (1 - r) (Santer et al., J. Geophys. Res. 105, 2000).
 *
 * @param samples evenly spaced
 * @param spacing minutes between two samples
 */
export function linearTrend(samples: readonly number[], spacing: number): Trend {
  const values = samples.slice(Math.floor(samples.length / 3));
  const count = values.length;
  const middle = (count - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  let [products, squares] = [0, 0];
  for (const [at, value] of values.entries()) {
    products += (at - middle) * (value - mean);
    squares += (at - middle) ** 2;
  }
  const perSample = products / squares;
  const rest = values.map((value, at) => value - mean - perSample * (at - middle));
  const variance = rest.reduce((sum, one) => sum + one ** 2, 0);
  const neighbours = rest.reduce((sum, one, at) => sum + one * (rest[at + 1] ?? 0), 0);
  const likeness = variance === 0 ? 0 : Math.min(0.99, Math.max(0, neighbours / variance));
  const error = Math.sqrt((variance / (count - 2) / squares) * ((1 + likeness) / (1 - likeness)));
  return { slope: perSample / spacing, plusMinus: (z95 * error) / spacing };
}
