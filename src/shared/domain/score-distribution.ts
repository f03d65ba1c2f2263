import type { Thresholds } from './verdict.ts';

/** How the scores of one class of parts lie, as they were met and as they would lie among many more of the kind. */
export interface ScoreDistribution {
  readonly count: number;
  /** Parts whose score lies below the limit: three quarters as they were met, a quarter as the smoothed distribution expects them. */
  below(limit: number): number;
  /** What is expected alone. */
  expectedBelow(limit: number): number;
}

/** The scale on which distributions are smoothed: logarithmic where all scores lie above 0, as a score is a ratio then. */
export interface SmoothingScale {
  readonly logarithmic: boolean;
  at(score: number): number;
  score(place: number): number;
}

/** Scores that stand for more: further ones would change a smoothed distribution little. */
const mostScores = 100;
/** How much the smoothed distribution counts beside the parts themselves: what lies in a gap is decided by it, known parts are not. */
const smoothedShare = 0.25;
/** Least width of a score's kernel: of the score itself on the logarithmic scale, of all scores' range on the linear one. */
const leastWidth = 0.02;
/** From a logistic law's standard deviation to its scale. */
const logisticScale = Math.sqrt(3) / Math.PI;

export function smoothingScale(scores: readonly number[]): SmoothingScale {
  return scores.every((score) => score > 0)
    ? { logarithmic: true, at: Math.log, score: Math.exp }
    : { logarithmic: false, at: (score) => score, score: (place) => place };
}

/**
 * A distribution smoothed by a logistic kernel of half of Silverman's width (B. W. Silverman, “Density Estimation”, 1986, 3.31), since
 * the tail counts and not the middle. One odd score moves it by its own weight only, and not by how odd it is.
 *
 * @param other scores of the other class, whose spread stands in where there are fewer than three of their own
 */
export function scoreDistribution(
  scores: readonly number[],
  other: readonly number[],
  scale: SmoothingScale,
  range: number,
): ScoreDistribution {
  const sorted = scores.toSorted((a, b) => a - b);
  const places = quantiles(sorted, mostScores).map(scale.at);
  const own = [scores, other].find((some) => some.length >= 3) ?? [...scores, ...other];
  const spread = robustSpread(own.map(scale.at));
  const least = leastWidth * (scale.logarithmic ? 1 : range);
  const width = logisticScale * Math.max((0.9 / 2) * spread * Math.max(own.length, 1) ** -0.2, least);
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

/** Good parts of which the model's own limits speak: so many images' worth, beside the test images. */
const priorParts = 2;
/** Shares of good parts that a model's own limits let through to review and defect. */
const ownRates = { review: 0.05, defect: 0.01 } as const;

/**
 * What the model's own limits say of good parts: a logistic law of which 5 % reach T1 and 1 % reach T2. It weighs as much as two
 * images, so that it decides only where test images are few.
 *
 * @returns expected good parts at or above a limit
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

/** How many of the rising scores lie below a limit. */
export function countBelow(sorted: readonly number[], limit: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? Number.NaN) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The smaller of standard deviation and scaled quartile range, which outliers do not widen. */
function robustSpread(values: readonly number[]): number {
  if (values.length === 0) return 0;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? mean;
  const quartiles = (at(0.75) - at(0.25)) / 1.34;
  return quartiles > 0 ? Math.min(deviation, quartiles) : deviation;
}

/** At most so many of the rising values, evenly among them. */
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
