import type { Bucket } from '../../../shared/contract/statistics.ts';
import type { BucketUnit } from '../../../shared/domain/time-buckets.ts';

/** Inspections of an hour, day or week. */
export function inspectedIn({ good, review, defect }: Bucket): number {
  return good + review + defect;
}

/** Share of the inspections that were good, 0..1; null where there were none. */
export function yieldOf(bucket: Bucket): number | null {
  const inspected = inspectedIn(bucket);
  return inspected === 0 ? null : bucket.good / inspected;
}

/** Sums of all. @param buckets one at least */
export function totalOf(buckets: readonly Bucket[]): Bucket {
  return buckets.reduce((sum, bucket) => ({
    from: sum.from,
    to: bucket.to,
    good: sum.good + bucket.good,
    review: sum.review + bucket.review,
    defect: sum.defect + bucket.defect,
    entries: sum.entries + bucket.entries,
  }));
}

/** What an hour, day or week is called below an axis: as short as can be. */
export function shortName({ from }: Pick<Bucket, 'from'>, unit: BucketUnit, locale: string): string {
  return new Intl.DateTimeFormat(
    locale,
    unit === 'hour'
      ? { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }
      : { month: 'short', day: 'numeric' },
  ).format(from);
}

/** What an hour, day or week is called where there is room. */
export function longName(
  { from, to }: Pick<Bucket, 'from' | 'to'>,
  unit: BucketUnit,
  locale: string,
): string {
  const day = new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  });
  if (unit === 'day') return day.format(from);
  // A week ends with its last day, not with the midnight behind it.
  if (unit === 'week') return day.formatRange(from, to - 1);
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return `${day.format(from)}, ${time.format(from)} – ${time.format(to)}`;
}
