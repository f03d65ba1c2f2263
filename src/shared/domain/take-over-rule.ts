import { decisionCost, outcomeAt, type DecisionOutcome, type EvaluatedParts } from './decision-outcome.ts';
import type { Limits } from './verdict.ts';

/**
 * Fewest test images of each label for a comparison; with fewer, a single image changes the figures too much.
 */
export const leastOfEachLabel = 10;

/** Least saving of a better model, in false rejects. */
const takeOverMargin = 1;

/**
 * Result for the first of two models; `mixed`: fewer escapes at a higher cost, or more escapes at a lower
 * cost.
 */
export const comparisons = ['better', 'worse', 'alike', 'mixed'] as const;
export type Comparison = (typeof comparisons)[number];

/** Returns whether a product's test images are enough for an automatic take-over. */
export function enoughToJudge({ good, defective }: { good: number; defective: number }): boolean {
  return good >= leastOfEachLabel && defective >= leastOfEachLabel;
}

/** An evaluation with the limits that are, or would be, in force for the model. */
export interface JudgedEvaluation extends EvaluatedParts {
  /** SHA-256 over the evaluated images; null: not computed. */
  readonly dataSha256: string | null;
  readonly limits: Limits;
}

/**
 * Compares two models on the same images, each at its own limits: escapes first, then cost. The quality of
 * the maps does not count (decision 0118).
 *
 * @param escapeCost cost of one escape, in false rejects
 * @returns null unless both were evaluated on the same images
 */
export function compareModels(
  own: JudgedEvaluation,
  other: JudgedEvaluation,
  escapeCost: number,
): Comparison | null {
  if (own.dataSha256 === null || own.dataSha256 !== other.dataSha256) return null;
  return compareDecisions(outcomeAt(own, own.limits), outcomeAt(other, other.limits), escapeCost);
}

/** Compares two outcomes on the same images. */
export function compareDecisions(
  own: DecisionOutcome,
  other: DecisionOutcome,
  escapeCost: number,
): Comparison {
  const fewer = other.escapes.count - own.escapes.count;
  const saved = decisionCost(other, escapeCost) - decisionCost(own, escapeCost);
  if (fewer === 0) return saved >= takeOverMargin ? 'better' : saved <= -takeOverMargin ? 'worse' : 'alike';
  if (fewer > 0) return saved >= 0 ? 'better' : 'mixed';
  return saved > 0 ? 'mixed' : 'worse';
}

/**
 * Returns whether a model becomes active: only if it is better, never with more escapes or at a higher cost.
 */
export function takesOver(comparison: Comparison): boolean {
  return comparison === 'better';
}
