import type { LabelledScore } from './labelled-score.ts';
import { thinnedRocCurve } from './roc-curve.ts';

export interface PrecisionPoint {
  /** Share of the defective parts that are called defect, 0..1. */
  readonly recall: number;
  /** Share of the parts called defect that are defective, 0..1. */
  readonly precision: number;
  /** The limit at and above which parts are called defect. */
  readonly limit: number;
}

/** Computes precision over recall, thinned for drawing; empty without good or without defective parts. */
export function precisionRecall(parts: readonly LabelledScore[]): PrecisionPoint[] {
  const defective = parts.filter((part) => part.defective).length;
  const good = parts.length - defective;
  return thinnedRocCurve(parts).flatMap(({ falseRejectRate, detectionRate, limit }) => {
    const [found, rejected] = [detectionRate * defective, falseRejectRate * good];
    // Precision is undefined until the first part is called defect.
    if (found + rejected === 0) return [];
    return [{ recall: detectionRate, precision: found / (found + rejected), limit }];
  });
}
