/**
 * Returns the normal deviate that is exceeded with a probability in (0, 0.5] (Abramowitz and Stegun,
 * 26.2.23); error below 4.5e-4.
 */
export function upperNormalQuantile(probability: number): number {
  const t = Math.sqrt(-2 * Math.log(probability));
  const numerator = 2.515517 + t * (0.802853 + t * 0.010328);
  const denominator = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308));
  return t - numerator / denominator;
}

/**
 * Returns the probability that a normal deviate exceeds a value (Abramowitz and Stegun, 26.2.17); error below
 * 7.5e-8.
 */
export function upperNormalProbability(deviate: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(deviate));
  const terms = [0.31938153, -0.356563782, 1.781477937, -1.821255978, 1.330274429];
  const sum = terms.reduceRight((rest, term) => t * (term + rest), 0);
  const upper = (Math.exp(-(deviate ** 2) / 2) / Math.sqrt(2 * Math.PI)) * sum;
  return deviate < 0 ? 1 - upper : upper;
}

/**
 * Returns the quantile of Student's t distribution for the normal quantile z (Abramowitz and Stegun, 26.7.5);
 * error below 2 % from three degrees of freedom on.
 */
export function studentQuantile(z: number, freedom: number): number {
  const terms = [
    z,
    (z ** 3 + z) / 4,
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
  ];
  return terms.reduce((sum, term, power) => sum + term / freedom ** power, 0);
}

/**
 * Returns the probability that a value of Student's t distribution exceeds t ≥ 0, by the equivalent normal
 * deviate (Wallace 1959); error below .002 from five degrees of freedom on.
 *
 * @param freedom degrees of freedom; Infinity: the normal distribution
 */
export function upperStudentProbability(t: number, freedom: number): number {
  if (freedom === Infinity) return upperNormalProbability(t);
  const deviate = ((8 * freedom + 1) / (8 * freedom + 3)) * Math.sqrt(freedom * Math.log1p(t ** 2 / freedom));
  return upperNormalProbability(Math.sign(t) * deviate);
}
