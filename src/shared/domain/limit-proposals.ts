import { reviewCost, usualEscapeCost } from './decision-outcome.ts';
import { bestF1 } from './f1.ts';
import type { LabelledScore } from './labelled-score.ts';
import { notANumber } from './not-a-number.ts';
import {
  ownExpectation,
  scoreDistribution,
  smoothingScale,
  usualSpreads,
  quantiles,
  type ScoreDistribution,
  type SmoothingScale,
} from './score-distribution.ts';
import type { Thresholds } from './verdict.ts';

/**
 * Aim of limits that are found on labelled parts.
 * `cost`: the least cost, where an escape costs this many false rejects (1 or more).
 * `escape-rate`: the highest T1 with at most this share of the defective parts (0..1) below it.
 * `f1`: the T2 with the highest F1 between good and defective parts.
 * The limit that an aim does not name is the one of least cost.
 */
export type LimitsAim =
  | { readonly kind: 'cost'; readonly escapeCost: number }
  | { readonly kind: 'escape-rate'; readonly rate: number }
  | { readonly kind: 'f1' };

/** Most scores per class that limits are tried between; the others lie close by. */
const mostKnots = 150;
/** Intervals that a gap between two scores is divided into. */
const placesInGap = 8;

/**
 * Finds limits that reach the aim on good and defective parts. The cost of a limit is counted on the parts
 * and, with less weight, on their smoothed distributions. The model's own limits count like additional good
 * parts. So a limit in a gap between the classes follows the distributions, and a single odd part does not
 * set it (decision 0117).
 *
 * @param own the model's own limits
 * @returns null if no part is defective, because there is nothing to aim at
 * @throws RangeError if a score is NaN, the rate is not in [0, 1), or the cost is below 1
 */
export function proposeLimits(
  parts: readonly LabelledScore[],
  aim: LimitsAim,
  own: Thresholds,
): Thresholds | null {
  if (parts.some(({ score }) => !Number.isFinite(score))) throw notANumber();
  const best = bestF1(parts);
  if (best === null) return null;
  const ground = groundOf(parts, own);
  switch (aim.kind) {
    case 'cost': {
      if (!(aim.escapeCost >= 1)) {
        throw new RangeError(`An escape cannot cost ${aim.escapeCost} false rejects`);
      }
      const review = cheapest(ground.places, reviewCostOf(ground, aim.escapeCost));
      return { review, defect: defectFrom(ground, review) };
    }
    case 'escape-rate': {
      const within = inGap(ground, parts, lowestFound(parts, aim.rate));
      const review = cheapest(within, reviewCostOf(ground, usualEscapeCost));
      return { review, defect: defectFrom(ground, review) };
    }
    case 'f1': {
      const within = inGap(ground, parts, best.threshold);
      const defect = cheapest(within, (limit) => -smoothedF1(ground, limit));
      const below = [...ground.places.filter((place) => place < defect), defect];
      return { review: cheapest(below, reviewCostOf(ground, usualEscapeCost)), defect };
    }
  }
}

/** The data that limits are found in. */
interface Ground {
  readonly defective: ScoreDistribution;
  /** Counts good parts at or above a limit, including those that stand for the model's own limits. */
  readonly goodFrom: (limit: number) => number;
  readonly good: ScoreDistribution;
  readonly scale: SmoothingScale;
  /** Limits to try, rising. */
  readonly places: readonly number[];
}

function groundOf(parts: readonly LabelledScore[], own: Thresholds): Ground {
  const scoresOf = (wanted: boolean): number[] =>
    parts.filter(({ defective }) => defective === wanted).map(({ score }) => score);
  const [goodScores, defectiveScores] = [scoresOf(false), scoresOf(true)];
  const all = [...goodScores, ...defectiveScores];
  const scale = smoothingScale([...all, own.review, own.defect]);
  const range = Math.max(...all) - Math.min(...all) || 1;
  const good = scoreDistribution(goodScores, defectiveScores, scale, range, usualSpreads.good);
  const expected = ownExpectation(own, scale, range);
  return {
    good,
    defective: scoreDistribution(defectiveScores, goodScores, scale, range, usualSpreads.defective),
    goodFrom: (limit) => good.count - good.below(limit) + expected(limit),
    scale,
    places: placesAmong(goodScores, defectiveScores, scale),
  };
}

/** Returns limits to try: scores, places in the gaps between them, and some beyond each end. */
function placesAmong(good: readonly number[], defective: readonly number[], scale: SmoothingScale): number[] {
  const some = [good, defective].flatMap((scores) =>
    quantiles(
      scores.toSorted((a, b) => a - b),
      mostKnots,
    ),
  );
  const extremes = [...good, ...defective].sort((a, b) => a - b);
  const [lowest = 0, highest = 0] = [extremes[0], extremes.at(-1)];
  const margin = Math.max((scale.at(highest) - scale.at(lowest)) / 10, 0.05);
  const ends = [scale.score(scale.at(lowest) - margin), scale.score(scale.at(highest) + margin)];
  const knots = [...new Set([...some, lowest, highest, ...ends])].sort((a, b) => a - b);
  return knots.flatMap((knot, index) => [...between(knots[index - 1] ?? knot, knot, scale), knot]);
}

/** Returns places strictly between two scores, evenly spaced on the scale. */
function between(low: number, high: number, scale: SmoothingScale): number[] {
  if (low >= high) return [];
  const [from, to] = [scale.at(low), scale.at(high)];
  const places = Array.from({ length: placesInGap - 1 }, (_, part) =>
    scale.score(from + ((to - from) * (part + 1)) / placesInGap),
  );
  return places.filter((place) => place > low && place < high);
}

/** Returns the cost of T1: defective parts below it escape, good parts at or above it are looked at. */
function reviewCostOf({ defective, goodFrom }: Ground, escapeCost: number): (limit: number) => number {
  return (limit) => (escapeCost - reviewCost) * defective.below(limit) + reviewCost * goodFrom(limit);
}

/**
 * Returns the T2 of least cost at or above T1: good parts at or above T2 are rejected, defective parts below
 * it are looked at.
 */
function defectFrom({ defective, goodFrom, places }: Ground, review: number): number {
  return cheapest(
    [review, ...places.filter((place) => place > review)],
    (limit) => (1 - reviewCost) * goodFrom(limit) + reviewCost * defective.below(limit),
  );
}

function smoothedF1({ good, defective }: Ground, limit: number): number {
  const found = defective.count - defective.expectedBelow(limit);
  const rejected = good.count - good.expectedBelow(limit);
  return (2 * found) / (found + rejected + defective.count);
}

/** Returns the score of the first defective part that must not escape. */
function lowestFound(parts: readonly LabelledScore[], rate: number): number {
  if (!(rate >= 0 && rate < 1)) throw new RangeError(`The escape rate ${rate} is not in [0, 1)`);
  const defective = parts
    .filter((part) => part.defective)
    .map(({ score }) => score)
    .sort((a, b) => a - b);
  // Adds a little, because 0.29 · 100 is slightly less than 29 in binary fractions.
  const mayEscape = Math.floor(rate * defective.length + 1e-9);
  return defective[mayEscape] ?? Number.NaN;
}

/**
 * Returns places with the same verdicts as a limit at this score: above the next lower score, up to the score
 * itself.
 */
function inGap({ scale }: Ground, parts: readonly LabelledScore[], score: number): number[] {
  let below = -Infinity;
  for (const part of parts) if (part.score < score && part.score > below) below = part.score;
  return Number.isFinite(below) ? [...between(below, score, scale), score] : [score];
}

/** Returns the place of least cost; of several equal ones, the middle one. */
function cheapest(places: readonly number[], cost: (limit: number) => number): number {
  const costs = places.map(cost);
  const least = Math.min(...costs);
  const equal = places.filter((_, index) => (costs[index] ?? Infinity) <= least + 1e-9);
  return equal[Math.floor((equal.length - 1) / 2)] ?? Number.NaN;
}
