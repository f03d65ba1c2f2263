import { expect, test } from 'vitest';
import { currentPeriod, endedPeriods } from '../../../../src/shared/domain/report-periods.ts';

const berlin = { every: 'day', at: '06:30', timeZone: 'Europe/Berlin' } as const;
const iso = (at: number): string => new Date(at).toISOString().slice(0, 16);

test('days end at their time by the wall clock, whatever the clock does meanwhile', () => {
  // On the 25th of October 2026 the clock goes back, so that day has 25 hours.
  const now = Date.UTC(2026, 9, 26, 6);
  const ended = endedPeriods(berlin, Date.UTC(2026, 9, 23), now, 10);
  expect(ended.map(({ from, to }) => [iso(from), iso(to)])).toEqual([
    ['2026-10-22T04:30', '2026-10-23T04:30'],
    ['2026-10-23T04:30', '2026-10-24T04:30'],
    ['2026-10-24T04:30', '2026-10-25T05:30'],
    ['2026-10-25T05:30', '2026-10-26T05:30'],
  ]);
  expect(iso(currentPeriod(berlin, now).from)).toBe('2026-10-26T05:30');
  expect(iso(currentPeriod(berlin, Date.UTC(2026, 9, 26, 5)).from)).toBe('2026-10-25T05:30');
});

test('a week ends on Monday; no more are caught up on than are asked for', () => {
  const weekly = { every: 'week', at: '00:00', timeZone: 'UTC' } as const;
  // The 30th of November 2026 is a Monday.
  const now = Date.UTC(2026, 10, 30, 12);
  const ended = endedPeriods(weekly, 0, now, 2);
  expect(ended.map(({ from, to }) => [iso(from), iso(to)])).toEqual([
    ['2026-11-16T00:00', '2026-11-23T00:00'],
    ['2026-11-23T00:00', '2026-11-30T00:00'],
  ]);
  expect(endedPeriods(weekly, now, now, 2)).toEqual([]);
});
