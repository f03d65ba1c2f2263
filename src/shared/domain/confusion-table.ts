import type { LabelledPart } from './labelled-score.ts';
import { confusionOf, precisionOf, recallOf } from './f1.ts';
import { judge, type Limits, type Verdict } from './verdict.ts';

/** Quality of the rule "defective from this verdict on"; shares 0..1, null where the denominator is 0. */
export interface OperatingPoint {
  /** Share of parts with this or a worse verdict that are defective. */
  readonly precision: number | null;
  /** Share of defective parts with this or a worse verdict. */
  readonly recall: number | null;
}

/** Numbers of good and defective parts by verdict. */
export interface ConfusionTable {
  readonly good: Readonly<Record<Verdict, number>>;
  readonly defective: Readonly<Record<Verdict, number>>;
  /** Share of good parts called defect, 0..1; null without good parts. */
  readonly falseRejectRate: number | null;
  /** Share of defective parts called good, 0..1; null without defective parts. */
  readonly escapeRate: number | null;
  /** Share of all parts sent to review, 0..1; null without parts. */
  readonly reviewRate: number | null;
  /** `review`: the rule from review on; `defect`: the rule for the verdict defect alone. */
  readonly points: { readonly review: OperatingPoint; readonly defect: OperatingPoint };
}

/** Compares the verdicts that the limits would give with the known truth. */
export function confusionTable(parts: readonly LabelledPart[], limits: Limits): ConfusionTable {
  const good = { good: 0, review: 0, defect: 0 };
  const defective = { good: 0, review: 0, defect: 0 };
  for (const part of parts) (part.defective ? defective : good)[judge(part, limits)] += 1;
  const goodParts = good.good + good.review + good.defect;
  const defectiveParts = defective.good + defective.review + defective.defect;
  return {
    good,
    defective,
    falseRejectRate: ratio(good.defect, goodParts),
    escapeRate: ratio(defective.good, defectiveParts),
    reviewRate: ratio(good.review + defective.review, goodParts + defectiveParts),
    points: {
      review: operatingPoint(parts, (part) => judge(part, limits) !== 'good'),
      defect: operatingPoint(parts, (part) => judge(part, limits) === 'defect'),
    },
  };
}

function operatingPoint(
  parts: readonly LabelledPart[],
  isCalled: (part: LabelledPart) => boolean,
): OperatingPoint {
  const confusion = confusionOf(parts, isCalled);
  return { precision: precisionOf(confusion), recall: recallOf(confusion) };
}

function ratio(count: number, total: number): number | null {
  return total === 0 ? null : count / total;
}
