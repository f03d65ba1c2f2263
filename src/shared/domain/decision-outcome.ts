import type { LabelledScore } from './labelled-score.ts';
import { measuredAt, type ProfiledPart, type RegionProfile } from './region-profile.ts';
import { judge, type Limits } from './verdict.ts';
import { wilsonRate, type Rate } from './wilson-interval.ts';

/** The results of limits on parts whose truth is known. */
export interface DecisionOutcome {
  /** Defective parts called good, of all defective parts. */
  readonly escapes: Rate;
  /** Good parts called defect, of all good parts. */
  readonly falseRejects: Rate;
  /** Parts sent to review, of all parts. */
  readonly reviews: Rate;
}

/** The fields of an evaluation that decisions need. */
export interface EvaluatedParts {
  readonly scores: readonly (LabelledScore & ProfiledPart)[];
  readonly regionProfile: RegionProfile | null;
}

/** Counts what the limits decide on an evaluation's parts. */
export function outcomeAt({ scores, regionProfile }: EvaluatedParts, limits: Limits): DecisionOutcome {
  const counts = { defective: 0, escapes: 0, falseRejects: 0, reviews: 0 };
  for (const part of measuredAt(scores, regionProfile, limits.pixelThreshold).parts) {
    const verdict = judge(part, limits);
    if (part.defective) counts.defective += 1;
    if (verdict === 'review') counts.reviews += 1;
    if (part.defective && verdict === 'good') counts.escapes += 1;
    if (!part.defective && verdict === 'defect') counts.falseRejects += 1;
  }
  return {
    escapes: wilsonRate(counts.escapes, counts.defective),
    falseRejects: wilsonRate(counts.falseRejects, scores.length - counts.defective),
    reviews: wilsonRate(counts.reviews, scores.length),
  };
}

/** Cost of a part in review, in false rejects: a person looks at it and nearly always decides correctly. */
export const reviewCost = 0.25;

/** Default cost of an escape, in false rejects. */
export const usualEscapeCost = 10;

/**
 * Returns the cost of the decisions, in false rejects.
 *
 * @param escapeCost cost of one escape, in false rejects
 */
export function decisionCost(
  { escapes, falseRejects, reviews }: DecisionOutcome,
  escapeCost: number,
): number {
  return escapeCost * escapes.count + falseRejects.count + reviewCost * reviews.count;
}

/** Largest share of known defects that may pass; beyond it, a model is only activated after a warning. */
const mostPassing = 0.2;

/** Returns true if more than `mostPassing` of the known defects pass. */
export function letsTooManyPass({ escapes }: Pick<DecisionOutcome, 'escapes'>): boolean {
  return escapes.count > mostPassing * escapes.of + 1e-9;
}
