import type { LogEntry } from '../../shared/contract/log.ts';
import { midnightBefore } from '../../shared/domain/time-buckets.ts';
import { ownTimeZone } from '../../shared/domain/time-zone.ts';
import { formatDay } from '../formats.ts';

/** Formats a day for a heading; `named` has the words for today and yesterday. */
export function dayWords(
  instant: number,
  now: number,
  locale: string,
  named: { readonly today: string; readonly yesterday: string },
): string {
  const zone = ownTimeZone();
  const day = midnightBefore(instant, 0, zone);
  if (day === midnightBefore(now, 0, zone)) return named.today;
  if (day === midnightBefore(now, 1, zone)) return named.yesterday;
  return formatDay(instant, locale);
}

/**
 * Whether an entry is the first of its day in a list by time; false while the entry before it is not loaded.
 *
 * @param place index in the list, from 0
 */
export function beginsDay(
  ids: readonly number[],
  entries: ReadonlyMap<number, Pick<LogEntry, 'capturedAt'>>,
  place: number,
): boolean {
  const entry = entries.get(ids[place] ?? 0);
  if (entry === undefined) return false;
  if (place === 0) return true;
  const before = entries.get(ids[place - 1] ?? 0);
  const zone = ownTimeZone();
  return (
    before !== undefined &&
    midnightBefore(entry.capturedAt, 0, zone) !== midnightBefore(before.capturedAt, 0, zone)
  );
}
