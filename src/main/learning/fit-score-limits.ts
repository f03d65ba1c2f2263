import type { Thresholds } from '../../shared/domain/verdict.ts';
import { robustMoments } from './robust-moments.ts';
import { studentQuantile, upperNormalQuantile, upperStudentProbability } from './normal-law.ts';

/** Least spread of scores, in deviations of good positions: the noise of the next camera frame. */
const leastSpread = 0.1;
/** Usual spread of products as a share of the level, and its weight as a number of images (decision 0109). */
const usualSpread = 0.25;
const usualSpreadImages = 4;
/**
 * With fewer images than this, an odd one cannot be recognised, so scores are limited to this many usual
 * spreads.
 */
const fewImages = 5;
const usualReach = 3;
/** A robust spread varies this much more than the plain one. */
const robustLoss = 1.2;
/** Normal deviate of one side of the rates' interval, which holds nine of ten sets of as many images. */
const intervalDeviate = upperNormalQuantile(0.05);

/**
 * Degrees of freedom of heavy-tailed scores of good parts: students' errors are squared (decision 0152), and
 * distances to a memory grow linearly until late (decision 0147).
 */
export const heavyTail = 8;

/** A share of good parts, 0..1, with the interval that holds it for nine of ten sets of as many images. */
export interface ExpectedRate {
  readonly aim: number;
  readonly low: number;
  readonly high: number;
}

export interface ScoreLimits extends Thresholds {
  /** Expected shares of further good parts that reach the limits. */
  readonly expected: { readonly review: ExpectedRate; readonly defect: ExpectedRate };
}

/**
 * Fits limits of the image score that further good parts exceed at the given false-reject rates. A limit is
 * the one-sided prediction limit of a score with Student's (decision 0147) or normal (decision 0109)
 * distribution.
 *
 * The level comes from the validation images, which the students have not seen. The spread needs more images,
 * so it comes from these and the training images, each around their own level. Both are robust (Huber 1964):
 * a few odd images, with too low scores such as twins or too high ones such as overlooked defects, influence
 * the limits no more than ordinary ones. With few images, the usual spread of products counts too and bounds
 * how far an odd one can lie.
 *
 * @param trainingScores image scores of images that the students learnt from, in deviations of good positions
 * @param validationScores image scores of the others, at least one
 * @param falseRejectRates shares of good parts that may exceed each limit, in (0, 0.5]
 * @param tail degrees of freedom of the scores' distribution; fewer mean more good parts with very high
 *   scores; Infinity: normal
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
    // A spread estimated from few images makes a limit as uncertain as a heavy tail does.
    const both = 1 / (1 / freedom + 1 / tail);
    const deviate = studentQuantile(upperNormalQuantile(rate), both) * Math.hypot(1, levelSpread);
    // Standard error of the limit itself, in spreads, because level and spread are estimated from these
    // images only.
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
 * Limits few scores to the usual distance above the middle one; of two, the lower one is the middle.
 *
 * @param least lower bound of the scores
 */
function drawnInIfFew(scores: readonly number[], least: number): readonly number[] {
  if (scores.length >= fewImages || scores.length === 0) return scores;
  const middle = scores.toSorted((a, b) => a - b)[Math.floor((scores.length - 1) / 2)] ?? 0;
  const highest = Math.max(middle, least, 0) * (1 + usualReach * usualSpread);
  return scores.map((score) => Math.min(Math.max(score, least), Math.max(highest, leastSpread)));
}

/**
 * Returns the spread as a share of the level, since images that the students learnt from have both a lower
 * level and a lower spread.
 */
function relativeSpread(scores: readonly number[]): number {
  const { centre, spread } = robustMoments(scores);
  return centre > 0 ? spread / centre : 0;
}
