const hour = 3_600_000;

export interface PlannedShift {
  readonly operator: string;
  readonly startedAt: number;
  readonly endedAt: number;
  /** Standstill of the line within the shift. */
  readonly pause: { readonly from: number; readonly to: number; readonly reason: string };
}

const operators = ['Alvarez', 'Brandt', 'Chen', 'Demir'];
const reasons = ['Break', 'Waiting for material', 'Cleaning', 'Tool change'];

/**
 * Plans shifts of a line that runs from 6 to 22 o'clock (UTC) in two shifts a day, except on Sundays.
 *
 * @param until no shift ends later
 * @param days number of days back
 * @returns shifts, oldest first
 */
export function plannedShifts(until: number, days: number): PlannedShift[] {
  const midnight = Math.floor(until / (24 * hour)) * 24 * hour;
  const shifts: PlannedShift[] = [];
  for (let back = days; back >= 0; back--) {
    const day = midnight - back * 24 * hour;
    if (new Date(day).getUTCDay() === 0) continue;
    for (const begins of [6, 14]) {
      const startedAt = day + begins * hour;
      const number = shifts.length;
      const from = startedAt + (3 + (number % 3)) * hour;
      if (startedAt + 8 * hour > until) continue;
      shifts.push({
        operator: operators[number % operators.length] ?? '',
        startedAt,
        endedAt: startedAt + 8 * hour,
        pause: { from, to: from + hour / 2, reason: reasons[(number * 3) % reasons.length] ?? '' },
      });
    }
  }
  return shifts;
}
