import { expect, test } from 'vitest';
import { compareClocks } from '../../../../src/renderer/stores/clock-offset.ts';

test('clocks are compared at the middle of the way of an answer', () => {
  expect(compareClocks(1_000_000, 1_000_050, 1_000_100)).toEqual({ toStation: 0, ahead: 0 });
  expect(compareClocks(1_180_000, 1_000_050, 1_180_100)).toEqual({ toStation: -180_000, ahead: 180_000 });
  expect(compareClocks(1_000_000, 1_060_000, 1_000_000)).toEqual({ toStation: 60_000, ahead: -60_000 });
});

test('a few seconds are no difference that anyone is told of, and are reckoned with all the same', () => {
  expect(compareClocks(1_000_000, 1_003_000, 1_000_000)).toEqual({ toStation: 3_000, ahead: 0 });
});

test('an answer that was long on its way says nothing', () => {
  expect(compareClocks(1_000_000, 1_100_000, 1_010_000)).toBeNull();
  expect(compareClocks(1_000_000, 1_000_000, 990_000)).toBeNull();
});
