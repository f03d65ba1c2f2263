import { confusionAt, precisionOf, recallOf } from '../../../../shared/domain/f1.ts';
import type { LabelledScore } from '../../../../shared/domain/labelled-score.ts';

/** Computes how a score limit decides on parts of known truth; shares 0..1. */
export function scoreFigures(scores: readonly LabelledScore[], limit: number) {
  const confusion = confusionAt(scores, limit);
  const good = confusion.falseRejects + confusion.trueNegatives;
  return {
    falseRejectRate: confusion.falseRejects / Math.max(good, 1),
    recall: recallOf(confusion) ?? 0,
    /** Null if no part reaches the limit. */
    precision: precisionOf(confusion),
  };
}
