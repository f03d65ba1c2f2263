import type { ReportRun, ScheduledReport } from '../../shared/contract/scheduled-reports.ts';
import type { Shift } from '../../shared/contract/shifts.ts';
import { currentPeriod, endedPeriods } from '../../shared/domain/report-periods.ts';
import type { TimeSpan } from '../../shared/domain/time-buckets.ts';

/** The period of a report. */
export interface ReportPeriod extends TimeSpan {
  readonly shiftId: number | null;
}

/** Most missed periods for which reports are sent after the station was off. */
export const mostCaughtUp = 14;

const minute = 60_000;
/** The first wait after a failure, and the longest one. */
const waits = { first: 5 * minute, longest: 60 * minute } as const;

/**
 * Returns when to try a period again: after 5, 10, 20 and 40 minutes, then every hour.
 *
 * @param failures in a row, newest first
 */
export function nextTry(failures: readonly ReportRun[], now: number): number {
  const [newest] = failures;
  // A failure in the future happened while the clock was wrong.
  if (newest === undefined || newest.endedAt > now) return 0;
  return newest.endedAt + Math.min(waits.first * 2 ** (failures.length - 1), waits.longest);
}

/**
 * Returns the ended periods for which a report is to be sent, oldest first.
 *
 * @param since when the report was added
 * @param shifts the newest shifts, newest first
 */
export function endedOf(
  { every, at, timeZone }: ScheduledReport,
  since: number,
  now: number,
  shifts: readonly Shift[],
): ReportPeriod[] {
  if (every !== 'shift') {
    return endedPeriods({ every, at, timeZone }, since, now, mostCaughtUp).map((span) => ({
      ...span,
      shiftId: null,
    }));
  }
  return shifts
    .flatMap(({ id, startedAt, endedAt }) =>
      endedAt === null || endedAt <= since ? [] : [{ from: startedAt, to: endedAt, shiftId: id }],
    )
    .slice(0, mostCaughtUp)
    .toReversed();
}

/** Returns the current period, for a report sent on request; null if there was no shift yet. */
export function currentOf(
  { every, at, timeZone }: ScheduledReport,
  now: number,
  [newest]: readonly Shift[],
): ReportPeriod | null {
  if (every !== 'shift') {
    return { from: currentPeriod({ every, at, timeZone }, now).from, to: now, shiftId: null };
  }
  if (newest === undefined) return null;
  return { from: newest.startedAt, to: newest.endedAt ?? now, shiftId: newest.id };
}
