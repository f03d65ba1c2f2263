import type { EvaluationResult } from '../../src/shared/contract/models.ts';

/** Counts of an evaluated model's decisions at its own limits. */
export interface Decided {
  readonly defective: number;
  readonly foundAtReview: number;
  readonly foundAtDefect: number;
  readonly goodAtReview: number;
  readonly goodAtDefect: number;
}

export function decided({ scores, thresholds }: Pick<EvaluationResult, 'scores' | 'thresholds'>): Decided {
  const from = (limit: number, defective: boolean): number =>
    scores.filter((image) => image.defective === defective && image.score >= limit).length;
  return {
    defective: scores.filter((image) => image.defective).length,
    foundAtReview: from(thresholds.review, true),
    foundAtDefect: from(thresholds.defect, true),
    goodAtReview: from(thresholds.review, false),
    goodAtDefect: from(thresholds.defect, false),
  };
}
