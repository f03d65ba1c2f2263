import { significantDifference, type Comparison } from './compare-evaluations.ts';

/** Test images of each label from which on a comparison judges: with fewer, one image moves the figures too far. */
export const leastOfEachLabel = 10;

/** By how much a figure has to be better, and may be worse. */
export const takeOverMargin = significantDifference;

/** Whether a product's test images are enough for a model to take over by itself. */
export function enoughToJudge({ good, defective }: { good: number; defective: number }): boolean {
  return good >= leastOfEachLabel && defective >= leastOfEachLabel;
}

/**
 * The rule of the take-over: image AUROC and AU-PRO are not worse by more than the margin, and one at least is better by more than
 * it. Without masks image AUROC alone decides (decision 0085).
 */
export function takesOver(comparison: Comparison): boolean {
  return comparison === 'better';
}
