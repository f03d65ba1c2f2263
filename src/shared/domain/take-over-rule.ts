import { decisionCost, outcomeAt, type DecisionOutcome, type EvaluatedParts } from './decision-outcome.ts';
import type { Limits } from './verdict.ts';

/** Test images of each label from which on a comparison judges: with fewer, one image moves the figures too far. */
export const leastOfEachLabel = 10;

/** By how much a model's decisions have to be cheaper, in false rejects. */
export const takeOverMargin = 1;

/** `better` and `worse` are said of the first; `mixed`: fewer escapes at a higher cost, or more escapes at a lower one. */
export const comparisons = ['better', 'worse', 'alike', 'mixed'] as const;
export type Comparison = (typeof comparisons)[number];

/** Whether a product's test images are enough for a model to take over by itself. */
export function enoughToJudge({ good, defective }: { good: number; defective: number }): boolean {
  return good >= leastOfEachLabel && defective >= leastOfEachLabel;
}

/** An evaluation at the limits that judge, or would judge, the model's parts. */
export interface JudgedEvaluation extends EvaluatedParts {
  /** SHA-256 over the evaluated images; null where nobody took it. */
  readonly dataSha256: string | null;
  readonly limits: Limits;
}

/**
 * Which of two models decides better on the same images, each at its limits: escapes first, then the cost. How well their maps rank
 * images is no part of it (decision 0118).
 *
 * @param escapeCost so many false rejects an escape is worth
 * @returns null where they were not evaluated on the same images
 */
export function compareModels(
  own: JudgedEvaluation,
  other: JudgedEvaluation,
  escapeCost: number,
): Comparison | null {
  if (own.dataSha256 === null || own.dataSha256 !== other.dataSha256) return null;
  return compareDecisions(outcomeAt(own, own.limits), outcomeAt(other, other.limits), escapeCost);
}

/** Which of two outcomes on the same images is better. */
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

/** A model takes over only where it is better: with more escapes never, at a higher cost neither. */
export function takesOver(comparison: Comparison): boolean {
  return comparison === 'better';
}
