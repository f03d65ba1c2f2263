import { expect, test } from 'vitest';
import { extended, nothingSelected, toggled, withAll } from '../../../src/renderer/selection.ts';

const order = [50, 40, 30, 20, 10];

test('the next range begins at the one toggled last, also when that one was taken out', () => {
  const one = toggled(toggled(nothingSelected, 40), 20);
  expect(one).toEqual({ ids: new Set([40, 20]), anchor: 20 });
  expect(toggled(one, 40)).toEqual({ ids: new Set([20]), anchor: 40 });
});

test('a range keeps its beginning, so that the next one goes from there as well', () => {
  const first = extended(toggled(nothingSelected, 30), order, 50);
  expect(first).toEqual({ ids: new Set([30, 50, 40]), anchor: 30 });
  expect(extended(first, order, 10)).toEqual({ ids: new Set([30, 50, 40, 20, 10]), anchor: 30 });
});

test('a range whose beginning is out of view is one alone, and the next begins there', () => {
  expect(extended({ ids: new Set([99]), anchor: 99 }, order, 20)).toEqual({
    ids: new Set([99, 20]),
    anchor: 20,
  });
});

test('all of a list are selected beside what was selected beyond it', () => {
  expect(withAll({ ids: new Set([99]), anchor: 99 }, [50, 40])).toEqual({
    ids: new Set([99, 50, 40]),
    anchor: 99,
  });
});
