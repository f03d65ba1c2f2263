import { instantOfWall, wallTime } from './time-zone.ts';
import { weekdayOf, type TimeSpan } from './time-buckets.ts';

/** How often a report is written: for each ended shift, day or week. */
export const cadences = ['shift', 'day', 'week'] as const;
export type Cadence = (typeof cadences)[number];

/** Days or weeks that end at a wall-clock time of a zone. */
export interface WallPeriods {
  readonly every: Exclude<Cadence, 'shift'>;
  /** Time of day such as `06:30`. A week ends on Monday. */
  readonly at: string;
  readonly timeZone: string;
}

/** Returns the end of the period `periods` before the one that ends in the day or week of `instant`. */
function endBefore(instant: number, periods: number, { every, at, timeZone }: WallPeriods): number {
  const { year, month, day } = wallTime(instant, timeZone);
  const [hours = 0, minutes = 0] = at.split(':').map(Number);
  const monday = every === 'week' ? day - (weekdayOf(instant, timeZone) - 1) : day;
  const date = monday - periods * (every === 'week' ? 7 : 1);
  return instantOfWall(Date.UTC(year, month - 1, date, hours, minutes), timeZone);
}

/**
 * Returns the latest ended periods, oldest first.
 *
 * @param since leaves out periods that ended up to this instant
 * @param most most periods returned
 */
export function endedPeriods(periods: WallPeriods, since: number, now: number, most: number): TimeSpan[] {
  return Array.from({ length: most + 1 }, (_, back) => ({
    from: endBefore(now, back + 1, periods),
    to: endBefore(now, back, periods),
  }))
    .filter(({ to }) => to > since && to <= now)
    .slice(0, most)
    .toReversed();
}

/** Returns the period under way. */
export function currentPeriod(periods: WallPeriods, now: number): TimeSpan {
  const [today, next] = [endBefore(now, 0, periods), endBefore(now, -1, periods)];
  return today > now ? { from: endBefore(now, 1, periods), to: today } : { from: today, to: next };
}
