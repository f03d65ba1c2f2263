import type { ScoredImage } from '../../shared/contract/models.ts';
import { judge } from '../../shared/domain/verdict.ts';
import type { Thresholds, Verdict } from '../../shared/domain/verdict.ts';

/** How many good and defective parts got which verdict. */
export interface ConfusionTable {
  readonly good: Readonly<Record<Verdict, number>>;
  readonly defective: Readonly<Record<Verdict, number>>;
  /** Share of good parts called defect, 0..1; null without good parts. */
  readonly falseRejectRate: number | null;
  /** Share of defective parts called good, 0..1; null without defective parts. */
  readonly escapeRate: number | null;
  /** Share of all parts that a person has to look at, 0..1; null without parts. */
  readonly reviewRate: number | null;
}

/** The verdicts that the limits would give, against the truth of an evaluated folder. */
export function confusionAt(scores: readonly ScoredImage[], thresholds: Thresholds): ConfusionTable {
  const good = { good: 0, review: 0, defect: 0 };
  const defective = { good: 0, review: 0, defect: 0 };
  for (const image of scores) (image.defective ? defective : good)[judge(image.score, thresholds)] += 1;
  const goodParts = good.good + good.review + good.defect;
  const defectiveParts = defective.good + defective.review + defective.defect;
  return {
    good,
    defective,
    falseRejectRate: ratio(good.defect, goodParts),
    escapeRate: ratio(defective.good, defectiveParts),
    reviewRate: ratio(good.review + defective.review, goodParts + defectiveParts),
  };
}

function ratio(count: number, total: number): number | null {
  return total === 0 ? null : count / total;
}

/** A part whose verdict contradicts the truth. */
export interface Miss extends ScoredImage {
  /** `escape`: defective, called good · `false-reject`: good, called defect · `doubt`: sent to review. */
  readonly miss: 'escape' | 'false-reject' | 'doubt';
}

/**
 * What the limits get wrong, worst first: escapes by falling distance below T1, false rejects by falling distance
 * above T2; then what they send to review, defective parts first.
 */
export function missesAt(scores: readonly ScoredImage[], thresholds: Thresholds): Miss[] {
  const misses: Miss[] = [];
  for (const image of scores) {
    const verdict = judge(image.score, thresholds);
    if (verdict === 'review') misses.push({ ...image, miss: 'doubt' });
    else if (image.defective && verdict === 'good') misses.push({ ...image, miss: 'escape' });
    else if (!image.defective && verdict === 'defect') misses.push({ ...image, miss: 'false-reject' });
  }
  const rank = (miss: Miss): number => (miss.miss === 'escape' ? 0 : miss.miss === 'false-reject' ? 1 : 2);
  // A doubtful defective part matters more than a doubtful good one.
  const order = (miss: Miss): number => (miss.defective ? miss.score : -miss.score);
  return misses.sort(
    (a, b) => rank(a) - rank(b) || Number(b.defective) - Number(a.defective) || order(a) - order(b),
  );
}
