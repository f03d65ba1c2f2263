import type { StatisticsFilter } from '../../shared/contract/statistics.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { instantOfWall } from '../../shared/domain/time-zone.ts';

export interface PeriodOptions {
  readonly from?: WallMoment;
  readonly to?: WallMoment;
}

/** A day or a minute in local time. */
export interface WallMoment {
  /** Start of the moment as if the local time were UTC, milliseconds since 1970. */
  readonly wall: number;
  /** Length on the clock, milliseconds. */
  readonly lasts: number;
}

export const day = 86_400_000;
export const minute = 60_000;

/**
 * Returns the period from the start of one day or minute to the end of another.
 *
 * @throws StationError BAD_INPUT if the period ends before it begins
 */
export function periodOf(
  { from, to }: PeriodOptions,
  timeZone: string,
): Pick<StatisticsFilter, 'from' | 'to'> {
  const start = from && Math.max(instantOfWall(from.wall, timeZone), 0);
  const end = to && Math.max(instantOfWall(to.wall + to.lasts, timeZone), 0);
  if (start !== undefined && end !== undefined && start >= end) {
    throw new StationError(
      'BAD_INPUT',
      'The time given with --to lies before that of --from. Exchange them.',
    );
  }
  return { ...(start === undefined ? {} : { from: start }), ...(end === undefined ? {} : { to: end }) };
}
