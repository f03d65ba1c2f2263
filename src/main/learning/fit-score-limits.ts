import type { Thresholds } from '../../shared/domain/verdict.ts';
import { robustMoments } from './robust-moments.ts';
import { studentQuantile, upperNormalQuantile, upperStudentProbability } from './normal-law.ts';

/** Scores, in deviations of good positions, are not told apart below this: the next camera frame has that much noise. */
const leastSpread = 0.1;
/** Spread, as a share of the level, that products usually have, and how many images it counts as much as (decision 0109). */
const usualSpread = 0.25;
const usualSpreadImages = 4;
/** Among fewer images than this nothing tells an odd one but the usual spread: none counts as if it lay further out than this many. */
const fewImages = 5;
const usualReach = 3;
/** A robust spread varies that much more than the plain one. */
const robustLoss = 1.2;
/** The interval of the rates holds this share of all sets of so many images; one side's normal deviate. */
const intervalDeviate = upperNormalQuantile(0.05);

/**
 * Degrees of freedom of the law of good parts' scores where these have a heavy tail: errors of students are squared (decision 0152), distances
 * to a memory are tamed late (decision 0147).
 */
export const heavyTail = 8;

/** A share of good parts, 0..1, with the interval that it lies in for nine of ten sets of as many images. */
export interface ExpectedRate {
  readonly aim: number;
  readonly low: number;
  readonly high: number;
}

export interface ScoreLimits extends Thresholds {
  /** Shares of further good parts that reach the limits. */
  readonly expected: { readonly review: ExpectedRate; readonly defect: ExpectedRate };
}

/**
 * Limits of the image score that a further good part exceeds at the stated false-reject rates: the one-sided
 * prediction limit of a score whose law is Student's (decision 0147), or normal (decision 0109). The level comes from the validation images, which the students have not
 * seen; the spread, for which a few validation images are not enough, from these and the training images, each
 * around their own level. Both are robust (Huber 1964): a few images that are unlike the others, too low as twins or too high as a
 * defect that was overlooked, neither shift nor widen the limits by more than ordinary ones would. With few images
 * the spread that products usually have counts, too, and bounds how far out one of them can lie.
 *
 * @param trainingScores image scores, in deviations of good positions, of images that the students learnt from
 * @param validationScores image scores of the others, at least one
 * @param falseRejectRates shares of good parts that may exceed each limit, in (0, 0.5]
 * @param tail degrees of freedom of the law of scores: the fewer, the more good parts score far above the others; Infinity: normal
 */
export function fitScoreLimits(
  trainingScores: readonly number[],
  validationScores: readonly number[],
  falseRejectRates: Thresholds,
  tail = Infinity,
): ScoreLimits {
  const training = drawnInIfFew(trainingScores, 0);
  const learnt = training.length > 0 ? robustMoments(training).centre : 0;
  const validation = drawnInIfFew(validationScores, learnt);
  const level = Math.max(robustMoments(validation).centre, leastSpread);
  const groups = [training, validation].filter((scores) => scores.length > 1);
  const own = groups.reduce((sum, group) => sum + group.length - 1, 0);
  const squares = groups.reduce((sum, group) => sum + (group.length - 1) * relativeSpread(group) ** 2, 0);
  const freedom = own + usualSpreadImages;
  const variance = (squares + usualSpreadImages * usualSpread ** 2) / freedom;
  const spread = Math.max(level * Math.sqrt(variance), leastSpread);
  const levelSpread = 1 / Math.sqrt(validation.length);
  const at = (rate: number): { readonly limit: number; readonly expected: ExpectedRate } => {
    // A spread that few images tell makes a limit as much less sure as a law with a heavy tail does.
    const both = 1 / (1 / freedom + 1 / tail);
    const deviate = studentQuantile(upperNormalQuantile(rate), both) * Math.hypot(1, levelSpread);
    // What the limit itself varies by, in spreads: its level and its spread are known from these images alone.
    const uncertainty =
      intervalDeviate * Math.hypot(levelSpread, (robustLoss * deviate) / Math.sqrt(2 * freedom));
    return {
      limit: level + deviate * spread,
      expected: {
        aim: rate,
        low: upperStudentProbability(deviate + uncertainty, tail),
        high: upperStudentProbability(deviate - uncertainty, tail),
      },
    };
  };
  const [review, defect] = [at(falseRejectRates.review), at(falseRejectRates.defect)];
  return {
    review: review.limit,
    defect: defect.limit,
    expected: { review: review.expected, defect: defect.expected },
  };
}

/**
 * Few scores, each no further above the middle one than good parts usually lie: of two, the lower one is the middle.
 *
 * @param least no part scores lower than those that were learnt from
 */
function drawnInIfFew(scores: readonly number[], least: number): readonly number[] {
  if (scores.length >= fewImages || scores.length === 0) return scores;
  const middle = scores.toSorted((a, b) => a - b)[Math.floor((scores.length - 1) / 2)] ?? 0;
  const highest = Math.max(middle, least, 0) * (1 + usualReach * usualSpread);
  return scores.map((score) => Math.min(Math.max(score, least), Math.max(highest, leastSpread)));
}

/** Spread as a share of the level: that of images which the students learnt from is lower, and so is their spread. */
function relativeSpread(scores: readonly number[]): number {
  const { centre, spread } = robustMoments(scores);
  return centre > 0 ? spread / centre : 0;
}
