import type { Thresholds } from '../../shared/domain/verdict.ts';

/** Scores below this are as good as none; keeps the logarithm finite. */
const leastScore = 1e-3;
/** Relative spread that the next camera frame has even where the images at hand are all the same. */
const leastSpread = 0.03;

/**
 * Limits of the image score that a further good part exceeds at the stated false-reject rates: the one-sided
 * prediction limit of a log-normal score. The level comes from the validation images, which the students have not
 * seen; the spread, for which a few validation images are not enough, from these and the training images, each
 * around their own mean (decision 0007).
 *
 * @param training image scores of images that the students learnt from
 * @param validation image scores of the others, at least one
 * @param falseRejectRates shares of good parts that may exceed each limit, in (0, 0.5]
 */
export function fitScoreLimits(
  training: readonly number[],
  validation: readonly number[],
  falseRejectRates: Thresholds,
): Thresholds {
  const groups = [training, validation].filter((scores) => scores.length > 0).map(logarithms);
  const level = mean(logarithms(validation));
  const freedom = Math.max(
    groups.reduce((sum, group) => sum + group.length - 1, 0),
    1,
  );
  const squares = groups.reduce((sum, group) => {
    const centre = mean(group);
    return sum + group.reduce((total, value) => total + (value - centre) ** 2, 0);
  }, 0);
  const spread = Math.max(Math.sqrt(squares / freedom), leastSpread) * Math.sqrt(1 + 1 / validation.length);
  const limit = (rate: number): number =>
    Math.exp(level + studentQuantile(upperNormalQuantile(rate), freedom) * spread);
  return { review: limit(falseRejectRates.review), defect: limit(falseRejectRates.defect) };
}

function logarithms(scores: readonly number[]): number[] {
  return scores.map((score) => Math.log(Math.max(score, leastScore)));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * The normal deviate that is exceeded with the given probability, in (0, 0.5] (Abramowitz and Stegun, 26.2.23);
 * within 4.5e-4.
 */
export function upperNormalQuantile(probability: number): number {
  const t = Math.sqrt(-2 * Math.log(probability));
  const numerator = 2.515517 + t * (0.802853 + t * 0.010328);
  const denominator = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308));
  return t - numerator / denominator;
}

/**
 * Quantile of Student's t distribution from the normal one (Abramowitz and Stegun, 26.7.5); within 2 % from three
 * degrees of freedom on.
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
