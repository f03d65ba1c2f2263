import { expect, test } from 'vitest';
import { bucketsOf, midnightBefore, startOf, unitFor } from '../../../../src/shared/domain/time-buckets.ts';
import { isTimeZone, wallTime } from '../../../../src/shared/domain/time-zone.ts';

const hour = 3_600_000;
const berlin = 'Europe/Berlin';
const hoursOf = (from: string, to: string, zone = berlin) =>
  bucketsOf({ from: Date.parse(from), to: Date.parse(to) }, 'day', zone).map(
    (day) => (day.to - day.from) / hour,
  );

test('a day has 23 hours when the clock leaps forward and 25 when it goes back', () => {
  expect(hoursOf('2026-03-28T12:00+01:00', '2026-03-30T12:00+02:00')).toEqual([24, 23, 24]);
  expect(hoursOf('2026-10-24T12:00+02:00', '2026-10-26T12:00+01:00')).toEqual([24, 25, 24]);
});

test('the hour that a clock leaps over is missing, the one that it shows twice is there twice', () => {
  const walls = (from: string, to: string): number[] =>
    bucketsOf({ from: Date.parse(from), to: Date.parse(to) }, 'hour', berlin).map(
      (bucket) => wallTime(bucket.from, berlin).hour,
    );
  expect(walls('2026-03-29T00:00+01:00', '2026-03-29T05:00+02:00')).toEqual([0, 1, 3, 4]);
  expect(walls('2026-10-25T01:00+02:00', '2026-10-25T04:00+01:00')).toEqual([1, 2, 2, 3]);
});

test('buckets leave no gap and no overlap, in whatever zone', () => {
  const span = { from: Date.UTC(2026, 2, 1), to: Date.UTC(2026, 10, 20) };
  for (const zone of [
    berlin,
    'America/New_York',
    'Asia/Kolkata',
    'Australia/Lord_Howe',
    'Asia/Beirut',
    'UTC',
  ]) {
    for (const unit of ['hour', 'day', 'week'] as const) {
      const buckets = bucketsOf(span, unit, zone);
      expect(buckets[0]?.from).toBeLessThanOrEqual(span.from);
      expect(buckets.at(-1)?.to).toBeGreaterThanOrEqual(span.to);
      buckets.forEach((bucket, index) => {
        expect(bucket.to, zone).toBeGreaterThan(bucket.from);
        if (index > 0) expect(bucket.from).toBe(buckets[index - 1]?.to);
        const { hour: at, minute } = wallTime(bucket.from, zone);
        // Where the clock skips midnight, the day begins after the gap.
        if (unit !== 'hour') expect([0, 1], zone).toContain(at);
        if (zone !== 'Australia/Lord_Howe') expect(minute).toBe(0);
      });
    }
  }
});

test('a day begins with the leap where the clock leaps over midnight', () => {
  const [day] = bucketsOf(
    { from: Date.UTC(2026, 2, 29, 6), to: Date.UTC(2026, 2, 29, 7) },
    'day',
    'Asia/Beirut',
  );
  expect(new Date(day?.from ?? 0).toISOString()).toBe('2026-03-28T22:00:00.000Z');
  expect(wallTime(day?.from ?? 0, 'Asia/Beirut')).toMatchObject({ day: 29, hour: 1 });
});

test('a week begins on Monday', () => {
  const start = startOf(Date.parse('2026-11-25T05:00+01:00'), 'week', berlin);
  expect(new Date(start).toISOString()).toBe('2026-11-22T23:00:00.000Z');
});

test('midnight some days ago is midnight, also behind a change of the clock', () => {
  const now = Date.parse('2026-10-27T09:00+01:00');
  expect(new Date(midnightBefore(now, 0, berlin)).toISOString()).toBe('2026-10-26T23:00:00.000Z');
  expect(new Date(midnightBefore(now, 6, berlin)).toISOString()).toBe('2026-10-20T22:00:00.000Z');
});

test('a span is shown in units that can be read', () => {
  const of = (days: number) => unitFor({ from: 0, to: days * 24 * hour });
  expect([of(1), of(2), of(7), of(31), of(365)]).toEqual(['hour', 'hour', 'day', 'day', 'week']);
});

test('a zone is known by its name, and nothing else is one', () => {
  expect(isTimeZone('Asia/Shanghai')).toBe(true);
  expect(isTimeZone('Europe/Nowhere')).toBe(false);
  expect(isTimeZone('')).toBe(false);
});
