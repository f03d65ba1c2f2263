import { expect, test } from 'vitest';
import { restartBudget } from '../../../../src/main/host/restart-budget.ts';

test('five restarts within a minute are granted, the sixth is not', () => {
  const budget = restartBudget();
  const granted = [0, 1, 2, 3, 4, 5].map((second) => budget.take(second * 1000));
  expect(granted).toEqual([true, true, true, true, true, false]);
});

test('a restart is granted again once the oldest one is a minute ago', () => {
  const budget = restartBudget();
  for (let second = 0; second < 5; second++) budget.take(second * 1000);
  expect(budget.take(59_999)).toBe(false);
  expect(budget.take(60_000)).toBe(true);
  expect(budget.take(60_500)).toBe(false);
});

test('a refused restart does not lengthen the wait', () => {
  const budget = restartBudget(1, 1000);
  expect(budget.take(0)).toBe(true);
  expect(budget.take(900)).toBe(false);
  expect(budget.take(1000)).toBe(true);
});
