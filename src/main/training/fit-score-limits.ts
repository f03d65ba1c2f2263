import type { Thresholds } from '../../shared/domain/verdict.ts';
import type { falseRejectRates } from './fit-map-limits.ts';

/** Scores below this are as good as none; keeps the logarithm finite. */
const leastScore = 1e-3;
/** Relative spread that the next camera frame has even where the images at hand are all the same. */
const leastSpread = 0.03;
/** Quantiles of the normal distribution at 1 − rate. */
const normalQuantile = { review: 1.6449, defect: 2.3263 } as const;

/**
 * Limits of the image score that a further good part exceeds at the stated false-reject rates: the one-sided
 * prediction limit of a log-normal score. The level comes from the validation images, which the students have not
 * seen; the spread, for which a few validation images are not enough, from these and the training images, each
 * around their own mean.
 *
 * @param training image scores of images that the students learnt from
 * @param validation image scores of the others, at least one
 */
export function fitScoreLimits(training: readonly number[], validation: readonly number[]): Thresholds {
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
  const limit = (rate: keyof typeof falseRejectRates): number =>
    Math.exp(level + studentQuantile(normalQuantile[rate], freedom) * spread);
  return { review: limit('review'), defect: limit('defect') };
}

function logarithms(scores: readonly number[]): number[] {
  return scores.map((score) => Math.log(Math.max(score, leastScore)));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
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
