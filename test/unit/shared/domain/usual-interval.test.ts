import { expect, test } from 'vitest';
import { silenceAfter, withInterval, type Intervals } from '../../../../src/shared/domain/usual-interval.ts';

const after = (...times: number[]): Intervals =>
  times.reduce<Intervals>((intervals, time) => withInterval(intervals, time), []);

test('silence is three usual intervals', () => {
  expect(silenceAfter(after(4_000, 4_000, 4_000), 3_000)).toBe(12_000);
  expect(silenceAfter(after(2_000), 3_000)).toBe(6_000);
});

test('fast parts, and a source of which nothing is known, are given the least time', () => {
  expect(silenceAfter(after(30, 35, 30), 3_000)).toBe(3_000);
  expect(silenceAfter([], 5_000)).toBe(5_000);
});

test('one gap changes nothing, and a new pace is followed', () => {
  const steady = Array.from({ length: 9 }, () => 2_000);
  expect(silenceAfter(after(...steady, 60_000), 3_000)).toBe(6_000);
  expect(silenceAfter(after(...steady, ...Array.from({ length: 5 }, () => 10_000)), 3_000)).toBe(30_000);
});
