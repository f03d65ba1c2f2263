/** What the station says of a part. */
export const verdicts = ['good', 'review', 'defect'] as const;

export type Verdict = (typeof verdicts)[number];

/**
 * The two limits of a product's image score, `review` (T1) ≤ `defect` (T2), in units of the score
 * (normalised regression error + predictive uncertainty; dimensionless).
 */
export interface Thresholds {
  readonly review: number;
  readonly defect: number;
}

/** Below T1 good, from T1 on review, from T2 on defect. A score that is not a number is never good. */
export function judge(score: number, thresholds: Thresholds): Verdict {
  if (score < thresholds.review) return 'good';
  return score < thresholds.defect ? 'review' : 'defect';
}

/** True when both limits are finite numbers and T1 ≤ T2. */
export function areOrdered(thresholds: Thresholds): boolean {
  return (
    Number.isFinite(thresholds.review) &&
    Number.isFinite(thresholds.defect) &&
    thresholds.review <= thresholds.defect
  );
}
