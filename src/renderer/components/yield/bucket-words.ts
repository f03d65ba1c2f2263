import type { Bucket } from '../../../shared/contract/statistics.ts';
import type { BucketUnit } from '../../../shared/domain/time-buckets.ts';

/** What an hour, day or week is called below an axis: as short as can be. @param timeZone the machine's own when left out */
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

/** What an hour, day or week is called where there is room. @param timeZone the machine's own when left out */
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
  // A week ends with its last day, not with the midnight behind it.
  if (unit === 'week') return day.formatRange(from, to - 1);
  const time = new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  });
  return `${day.format(from)}, ${time.format(from)} – ${time.format(to)}`;
}
