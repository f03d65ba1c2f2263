import type { TimeSpan } from './time-buckets.ts';
import type { Verdict } from './verdict.ts';

/** Inspections by verdict, and entries of the log, in a span of time. */
export interface CountedSpan extends TimeSpan {
  readonly good: number;
  readonly review: number;
  readonly defect: number;
  readonly entries: number;
}

/** Inspections of an hour, day or week. */
export function inspectedIn({ good, review, defect }: Pick<CountedSpan, Verdict>): number {
  return good + review + defect;
}

/** Share of the inspections that were good, 0..1; null where there were none. */
export function yieldOf(bucket: Pick<CountedSpan, Verdict>): number | null {
  const inspected = inspectedIn(bucket);
  return inspected === 0 ? null : bucket.good / inspected;
}

/** Sums of all. @param buckets one at least */
export function totalOf(buckets: readonly CountedSpan[]): CountedSpan {
  return buckets.reduce((sum, bucket) => ({
    from: sum.from,
    to: bucket.to,
    good: sum.good + bucket.good,
    review: sum.review + bucket.review,
    defect: sum.defect + bucket.defect,
    entries: sum.entries + bucket.entries,
  }));
}
