import { instantOfWall, wallTime, zoneOffset } from './time-zone.ts';

export const bucketUnits = ['hour', 'day', 'week'] as const;
export type BucketUnit = (typeof bucketUnits)[number];

/** A span of time, `from` inclusive, `to` exclusive; milliseconds since 1970. */
export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

/** A quarter of an hour, milliseconds: hours and days of every time zone begin with one. Logs are counted by them. */
export const quarterMs = 900_000;
/** In a day of UTC; all of these are alike. */
export const quartersOfDay = 96;
const hour = 4 * quarterMs;
const day = 24 * hour;

/** Returns a unit that gives a span few enough buckets to read and enough to show a trend. */
export function unitFor({ from, to }: TimeSpan): BucketUnit {
  if (to - from <= 2 * day) return 'hour';
  return to - from <= 92 * day ? 'day' : 'week';
}

/**
 * Returns the hours, days or weeks (from Monday) of a zone's wall clock that a span touches, each whole and
 * without gaps. A day has 23 hours when the clock leaps forward and 25 when it goes back. An hour that the
 * clock shows twice is two hours.
 *
 * @throws RangeError for a zone that this machine does not know
 */
export function bucketsOf({ from, to }: TimeSpan, unit: BucketUnit, timeZone: string): TimeSpan[] {
  const buckets: TimeSpan[] = [];
  let start = startOf(from, unit, timeZone);
  while (start < to) {
    const end = next(start, unit, timeZone);
    buckets.push({ from: start, to: end });
    start = end;
  }
  return buckets;
}

/** Returns the start of the hour, day or week of an instant. */
export function startOf(instant: number, unit: BucketUnit, timeZone: string): number {
  if (unit === 'hour') {
    const offset = zoneOffset(instant, timeZone);
    return Math.floor((instant + offset) / hour) * hour - offset;
  }
  const { year, month, day: date } = wallTime(instant, timeZone);
  const sinceMonday = unit === 'week' ? weekdayOf(instant, timeZone) - 1 : 0;
  return instantOfWall(Date.UTC(year, month - 1, date - sinceMonday), timeZone);
}

/** Returns the weekday of an instant, 1 (Monday) to 7 (Sunday). */
export function weekdayOf(instant: number, timeZone: string): number {
  const { year, month, day: date } = wallTime(instant, timeZone);
  return new Date(Date.UTC(year, month - 1, date)).getUTCDay() || 7;
}

function next(start: number, unit: BucketUnit, timeZone: string): number {
  // An hour that a clock change cuts short ends where the next one begins.
  if (unit === 'hour') {
    const end = startOf(start + hour, unit, timeZone);
    return end > start ? end : start + hour;
  }
  const { year, month, day: date } = wallTime(start, timeZone);
  return instantOfWall(Date.UTC(year, month - 1, date + (unit === 'week' ? 7 : 1)), timeZone);
}

/** Returns the first instant of the day `days` days before an instant's own. */
export function midnightBefore(instant: number, days: number, timeZone: string): number {
  const { year, month, day: date } = wallTime(instant, timeZone);
  return instantOfWall(Date.UTC(year, month - 1, date - days), timeZone);
}
