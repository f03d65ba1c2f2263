import { expect, test } from 'vitest';
import { isoWithOffset } from '../../../../src/shared/domain/time-zone.ts';

test('a time with its offset is the same instant, on the wall clock of the zone', () => {
  const instant = Date.UTC(2026, 6, 1, 23, 59, 59, 7);
  for (const [zone, text] of [
    ['UTC', '2026-07-01T23:59:59.007+00:00'],
    ['Europe/Berlin', '2026-07-02T01:59:59.007+02:00'],
    ['America/St_Johns', '2026-07-01T21:29:59.007-02:30'],
    ['Asia/Kathmandu', '2026-07-02T05:44:59.007+05:45'],
  ] as const) {
    expect(isoWithOffset(instant, zone)).toBe(text);
    expect(Date.parse(text)).toBe(instant);
  }
});

test('an hour that the clock shows twice is told apart by its offset', () => {
  const first = Date.UTC(2026, 9, 25, 0, 30);
  expect(isoWithOffset(first, 'Europe/Berlin')).toBe('2026-10-25T02:30:00.000+02:00');
  expect(isoWithOffset(first + 3_600_000, 'Europe/Berlin')).toBe('2026-10-25T02:30:00.000+01:00');
});
