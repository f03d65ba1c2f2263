import { expect, test } from 'vitest';
import { all, picked } from '../../../../src/renderer/review/picking.ts';
import { nothingSelected } from '../../../../src/renderer/selection.ts';
import type { Selection } from '../../../../src/renderer/selection.ts';
import { mostAtOnce } from '../../../../src/shared/contract/log.ts';

const list = [50, 40, 30, 20, 10];
const one = { range: false, beside: true };
const range = { range: true, beside: false };
const ids = (selection: Selection): number[] => [...selection.ids];

test('an entry is picked beside the others, and picked again is left out', () => {
  const two = picked(picked(nothingSelected, list, 40, one), list, 10, one);
  expect(ids(two)).toEqual([40, 10]);
  expect(ids(picked(two, list, 40, one))).toEqual([10]);
});

test('a range goes from the last one picked, in either direction, and adds to the rest', () => {
  const start = picked(nothingSelected, list, 30, one);
  expect(ids(picked(start, list, 10, range))).toEqual([30, 20, 10]);
  expect(ids(picked(start, list, 50, range))).toEqual([30, 50, 40]);
  expect(ids(picked(picked(start, list, 10, range), list, 40, range))).toEqual([30, 20, 10, 40]);
});

test('without a start that is in the list a range is the entry alone', () => {
  expect(ids(picked(nothingSelected, list, 20, range))).toEqual([20]);
  expect(ids(picked({ ids: new Set(), anchor: 99 }, list, 20, range))).toEqual([20]);
});

test('no more are selected than can be decided on at once', () => {
  const long = Array.from({ length: mostAtOnce + 5 }, (_, index) => index + 1);
  expect(all(long).ids.size).toBe(mostAtOnce);
  expect(all(long).ids.has(mostAtOnce + 1)).toBe(false);
  const first = picked(nothingSelected, long, 1, one);
  expect(picked(first, long, long.length, range).ids.size).toBe(mostAtOnce);
  expect(ids(all(list))).toEqual(list);
});
