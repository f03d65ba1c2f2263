import type { Bucket } from '../../../shared/contract/statistics.ts';
import type { BucketUnit } from '../../../shared/domain/time-buckets.ts';

/** Names an hour, day or week below an axis, as briefly as possible. @param timeZone if absent, the machine's own */
export function shortName(
  { from }: Pick<Bucket, 'from'>,
  unit: BucketUnit,
  locale: string,
  timeZone?: string,
): string {
  return new Intl.DateTimeFormat(
    locale,
    unit === 'hour'
      ? { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone }
      : { month: 'short', day: 'numeric', timeZone },
  ).format(from);
}

/** Names an hour, day or week in full. @param timeZone if absent, the machine's own */
export function longName(
  { from, to }: Pick<Bucket, 'from' | 'to'>,
  unit: BucketUnit,
  locale: string,
  timeZone?: string,
): string {
  const day = new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone,
  });
  if (unit === 'day') return day.format(from);
  // A week ends on its last day, not at the midnight after it.
  if (unit === 'week') return day.formatRange(from, to - 1);
  const time = new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  });
  return `${day.format(from)}, ${time.format(from)} – ${time.format(to)}`;
}
