import type { Bucket } from '../../../shared/contract/statistics.ts';
import type { BucketUnit } from '../../../shared/domain/time-buckets.ts';

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
