import type { Thresholds } from './verdict.ts';

/**
 * The distribution of the scores of one class of parts, as observed and as expected among many more parts.
 */
export interface ScoreDistribution {
  readonly count: number;
  /**
   * Number of parts with a score below the limit: three quarters observed, one quarter expected by the
   * smoothed distribution.
   */
  below(limit: number): number;
  /** Number of parts below the limit by the smoothed distribution alone. */
  expectedBelow(limit: number): number;
}

/**
 * The scale on which distributions are smoothed: logarithmic if all scores are above 0, since scores are
 * ratios then.
 */
export interface SmoothingScale {
  readonly logarithmic: boolean;
  at(score: number): number;
  score(place: number): number;
}

/** Scores that the smoothed distribution uses; more would change it little. */
const mostScores = 100;
/**
 * Weight of the smoothed distribution beside the observed parts. It decides within gaps between scores, but
 * does not overrule known parts.
 */
const smoothedShare = 0.25;
/**
 * Least kernel width: a share of the score on the logarithmic scale, of the range of all scores on the linear
 * one.
 */
const leastWidth = 0.02;
/**
 * Spread that scores of a class usually have: a share of the score on the logarithmic scale, of the range of all
 * scores on the linear one.
 */
export const usualSpreads = { good: 0.25, defective: 0.4 } as const;
/**
 * The usual spread counts for as many scores as a class lacks to this number: a few known parts do not tell how far
 * from them others lie (decision 0155).
 */
const enoughScores = 20;
/** Factor from a logistic distribution's standard deviation to its scale. */
const logisticScale = Math.sqrt(3) / Math.PI;

export function smoothingScale(scores: readonly number[]): SmoothingScale {
  return scores.every((score) => score > 0)
    ? { logarithmic: true, at: Math.log, score: Math.exp }
    : { logarithmic: false, at: (score) => score, score: (place) => place };
}

/**
 * Smooths a distribution by a logistic kernel of half of Silverman's width (B. W. Silverman, “Density
 * Estimation”, 1986, 3.31), because the tail matters more than the middle. An odd score counts with its own
 * weight only, however odd it is.
 *
 * @param other scores of the other class; their spread is used if this class has fewer than three scores
 * @param usualSpread the class's spread in `usualSpreads`
 */
export function scoreDistribution(
  scores: readonly number[],
  other: readonly number[],
  scale: SmoothingScale,
  range: number,
  usualSpread: number,
): ScoreDistribution {
  const sorted = scores.toSorted((a, b) => a - b);
  const places = quantiles(sorted, mostScores).map(scale.at);
  const own = [scores, other].find((some) => some.length >= 3) ?? [...scores, ...other];
  const spread = robustSpread(own.map(scale.at));
  const unit = scale.logarithmic ? 1 : range;
  const kernel = Math.max((0.9 / 2) * spread * Math.max(own.length, 1) ** -0.2, leastWidth * unit);
  const lacking = Math.max(1 - scores.length / enoughScores, 0);
  const width = logisticScale * Math.hypot(kernel, usualSpread * unit * Math.sqrt(lacking));
  const expectedBelow = (limit: number): number => {
    const place = scale.at(limit);
    const shares = places.reduce((sum, other) => sum + logistic((place - other) / width), 0);
    return places.length === 0 ? 0 : (shares / places.length) * scores.length;
  };
  return {
    count: scores.length,
    expectedBelow,
    below: (limit) => countBelow(sorted, limit) * (1 - smoothedShare) + expectedBelow(limit) * smoothedShare,
  };
}

/** Weight of the model's own limits, as a number of good test images. */
const priorParts = 2;
/** Shares of good parts that reach T1 and T2 by the model's own limits. */
const ownRates = { review: 0.05, defect: 0.01 } as const;

/**
 * Returns the distribution of good parts that the model's own limits imply: a logistic law with 5 % at or
 * above T1 and 1 % at or above T2. It weighs as much as two images, so it matters only with few test images.
 *
 * @returns expected number of good parts at or above a limit
 */
export function ownExpectation(
  { review, defect }: Thresholds,
  scale: SmoothingScale,
  range: number,
): (limit: number) => number {
  const [start, end] = [scale.at(review), scale.at(defect)];
  const [rising, risen] = [logit(1 - ownRates.review), logit(1 - ownRates.defect)];
  const least = leastWidth * (scale.logarithmic ? 1 : range);
  const width = Math.max((end - start) / (risen - rising), least);
  const middle = start - rising * width;
  return (limit) => priorParts * logistic((middle - scale.at(limit)) / width);
}

/** Counts the rising scores below a limit. */
function countBelow(sorted: readonly number[], limit: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? Number.NaN) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Returns the smaller of standard deviation and scaled interquartile range, which outliers do not widen. */
function robustSpread(values: readonly number[]): number {
  if (values.length === 0) return 0;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? mean;
  const quartiles = (at(0.75) - at(0.25)) / 1.34;
  return quartiles > 0 ? Math.min(deviation, quartiles) : deviation;
}

/** Picks at most this many values, evenly spaced by rank. */
export function quantiles(sorted: readonly number[], most: number): number[] {
  if (sorted.length <= most) return [...sorted];
  return Array.from({ length: most }, (_, index) => {
    const place = Math.floor(((index + 0.5) * sorted.length) / most);
    return sorted[place] ?? Number.NaN;
  });
}

function logistic(value: number): number {
  return 1 / (1 + Math.exp(-value));
}

function logit(share: number): number {
  return Math.log(share / (1 - share));
}
