import type { LabelledScore } from './labelled-score.ts';
import { measuredAt, type ProfiledPart, type RegionProfile } from './region-profile.ts';
import { judge, type Limits } from './verdict.ts';
import { wilsonRate, type Rate } from './wilson-interval.ts';

/** What limits decide on parts whose truth is known. */
export interface DecisionOutcome {
  /** Defective parts called good, of all defective ones. */
  readonly escapes: Rate;
  /** Good parts called defect, of all good ones. */
  readonly falseRejects: Rate;
  /** Parts that a person has to look at, of all. */
  readonly reviews: Rate;
}

/** An evaluation as far as its decisions go. */
export interface EvaluatedParts {
  readonly scores: readonly (LabelledScore & ProfiledPart)[];
  readonly regionProfile: RegionProfile | null;
}

/** What the limits decide on an evaluation's parts. */
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

/** What a part in review costs, in false rejects: somebody looks at it, and nearly always sees what it is. */
export const reviewCost = 0.25;

/** What an escape costs unless the engineer states it, in false rejects. */
export const usualEscapeCost = 10;

/** What the decisions cost, in false rejects. @param escapeCost so many false rejects an escape is worth */
export function decisionCost(
  { escapes, falseRejects, reviews }: DecisionOutcome,
  escapeCost: number,
): number {
  return escapeCost * escapes.count + falseRejects.count + reviewCost * reviews.count;
}

/** A model that lets more of the known defects pass is activated only with a word on it. */
export const mostPassing = 0.2;

/** True when more than a fifth of the known defects pass. */
export function letsTooManyPass({ escapes }: Pick<DecisionOutcome, 'escapes'>): boolean {
  return escapes.count > mostPassing * escapes.of + 1e-9;
}
