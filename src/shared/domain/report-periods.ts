import { instantOfWall, wallTime } from './time-zone.ts';
import { weekdayOf, type TimeSpan } from './time-buckets.ts';

/** How often a report is written: of each shift, day or week that has ended. */
export const cadences = ['shift', 'day', 'week'] as const;
export type Cadence = (typeof cadences)[number];

/** Days and weeks that end at a time of the day, by the wall clock of a zone. */
export interface WallPeriods {
  readonly every: Exclude<Cadence, 'shift'>;
  /** `06:30`. A week ends on Monday. */
  readonly at: string;
  readonly timeZone: string;
}

/** When the period ends that lies so many periods before the one that ends in the day or week of an instant. */
function endBefore(instant: number, periods: number, { every, at, timeZone }: WallPeriods): number {
  const { year, month, day } = wallTime(instant, timeZone);
  const [hours = 0, minutes = 0] = at.split(':').map(Number);
  const monday = every === 'week' ? day - (weekdayOf(instant, timeZone) - 1) : day;
  const date = monday - periods * (every === 'week' ? 7 : 1);
  return instantOfWall(Date.UTC(year, month - 1, date, hours, minutes), timeZone);
}

/**
 * The last periods that have ended, oldest first.
 *
 * @param since periods that ended before are left out
 * @param most of them
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

/** The period that has not ended yet. */
export function currentPeriod(periods: WallPeriods, now: number): TimeSpan {
  const [today, next] = [endBefore(now, 0, periods), endBefore(now, -1, periods)];
  return today > now ? { from: endBefore(now, 1, periods), to: today } : { from: today, to: next };
}
