import { reviewCost, usualEscapeCost } from './decision-outcome.ts';
import { bestF1 } from './f1.ts';
import type { LabelledScore } from './labelled-score.ts';
import { notANumber } from './not-a-number.ts';
import {
  ownExpectation,
  scoreDistribution,
  smoothingScale,
  quantiles,
  type ScoreDistribution,
  type SmoothingScale,
} from './score-distribution.ts';
import type { Thresholds } from './verdict.ts';

/**
 * What limits found on labelled parts aim at.
 * `cost`: the least cost, an escape costing so many false rejects (1 or more).
 * `escape-rate`: at most that share of the defective parts (0..1) lies below T1, which is the highest such limit.
 * `f1`: T2 tells good from defective parts with the highest F1.
 * The limit that an aim does not name is the one of least cost.
 */
export type LimitsAim =
  | { readonly kind: 'cost'; readonly escapeCost: number }
  | { readonly kind: 'escape-rate'; readonly rate: number }
  | { readonly kind: 'f1' };

/** Scores of each class between which limits are tried; further ones lie close by. */
const mostKnots = 150;
/** Places within the gap between two scores. */
const placesInGap = 8;

/**
 * Limits that reach the aim on these parts, good and defective ones together. What a limit costs is counted on the parts as they are and,
 * with less weight, on their smoothed distributions, and the model's own limits stand beside the good parts: a gap between the classes
 * gets the limit where the distributions leave it, and one odd part does not set a limit alone (decision 0117).
 *
 * @param own the model's own limits
 * @returns null when no part is defective, so that nothing is to be aimed at
 * @throws RangeError when a score is not a number, the rate is not in [0, 1), or the cost is below 1
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

/** What limits are found in. */
interface Ground {
  readonly defective: ScoreDistribution;
  /** Good parts at or above a limit, those that the model's own limits stand for among them. */
  readonly goodFrom: (limit: number) => number;
  readonly good: ScoreDistribution;
  readonly scale: SmoothingScale;
  /** Rising. */
  readonly places: readonly number[];
}

function groundOf(parts: readonly LabelledScore[], own: Thresholds): Ground {
  const scoresOf = (wanted: boolean): number[] =>
    parts.filter(({ defective }) => defective === wanted).map(({ score }) => score);
  const [goodScores, defectiveScores] = [scoresOf(false), scoresOf(true)];
  const all = [...goodScores, ...defectiveScores];
  const scale = smoothingScale([...all, own.review, own.defect]);
  const range = Math.max(...all) - Math.min(...all) || 1;
  const good = scoreDistribution(goodScores, defectiveScores, scale, range);
  const expected = ownExpectation(own, scale, range);
  return {
    good,
    defective: scoreDistribution(defectiveScores, goodScores, scale, range),
    goodFrom: (limit) => good.count - good.below(limit) + expected(limit),
    scale,
    places: placesAmong(goodScores, defectiveScores, scale),
  };
}

/** Limits to try: scores, places in the gaps between them, and some beyond each end. */
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

/** Places between two scores, evenly on the scale, neither of them among these. */
function between(low: number, high: number, scale: SmoothingScale): number[] {
  if (low >= high) return [];
  const [from, to] = [scale.at(low), scale.at(high)];
  const places = Array.from({ length: placesInGap - 1 }, (_, part) =>
    scale.score(from + ((to - from) * (part + 1)) / placesInGap),
  );
  return places.filter((place) => place > low && place < high);
}

/** Cost of T1: defective parts below it escape, good ones from it on are looked at. */
function reviewCostOf({ defective, goodFrom }: Ground, escapeCost: number): (limit: number) => number {
  return (limit) => (escapeCost - reviewCost) * defective.below(limit) + reviewCost * goodFrom(limit);
}

/** T2 of least cost at or above T1: good parts from it on are rejected, defective ones below it are looked at. */
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

/** The score of the first defective part that may not escape. */
function lowestFound(parts: readonly LabelledScore[], rate: number): number {
  if (!(rate >= 0 && rate < 1)) throw new RangeError(`The escape rate ${rate} is not in [0, 1)`);
  const defective = parts
    .filter((part) => part.defective)
    .map(({ score }) => score)
    .sort((a, b) => a - b);
  // 0.29 · 100 is a little less than 29 in binary fractions.
  const mayEscape = Math.floor(rate * defective.length + 1e-9);
  return defective[mayEscape] ?? Number.NaN;
}

/** Places that give the same verdicts as a limit at this score: above the next lower one, up to the score itself. */
function inGap({ scale }: Ground, parts: readonly LabelledScore[], score: number): number[] {
  let below = -Infinity;
  for (const part of parts) if (part.score < score && part.score > below) below = part.score;
  return Number.isFinite(below) ? [...between(below, score, scale), score] : [score];
}

/** The place of least cost; the middle one where several cost the same. */
function cheapest(places: readonly number[], cost: (limit: number) => number): number {
  const costs = places.map(cost);
  const least = Math.min(...costs);
  const equal = places.filter((_, index) => (costs[index] ?? Infinity) <= least + 1e-9);
  return equal[Math.floor((equal.length - 1) / 2)] ?? Number.NaN;
}
