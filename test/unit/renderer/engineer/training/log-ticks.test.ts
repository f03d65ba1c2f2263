import { expect, test } from 'vitest';
import { logTicks } from '../../../../../src/renderer/engineer/training/log-ticks.ts';

test('marks 1, 2 and 5 of each decade within the range', () => {
  expect(logTicks(0.09, 1.3)).toEqual([0.1, 0.2, 0.5, 1]);
});

test('marks whole decades where more would crowd', () => {
  expect(logTicks(1e-4, 3)).toEqual([1e-4, 1e-3, 1e-2, 0.1, 1]);
});

test('marks the ends of a range too narrow for round values', () => {
  expect(logTicks(0.55, 0.61)).toEqual([0.55, 0.61]);
});
