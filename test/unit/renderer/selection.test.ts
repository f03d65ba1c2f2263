import { describe, expect, test } from 'vitest';
import {
  extended,
  nothingSelected,
  placeAfter,
  toggled,
  withAll,
} from '../../../src/renderer/engineer/selection.ts';

const order = [11, 12, 13, 14, 15];

describe('a selection of images', () => {
  test('takes an image in and out again', () => {
    const one = toggled(nothingSelected, 12);
    expect([...one.ids]).toEqual([12]);
    expect([...toggled(one, 12).ids]).toEqual([]);
  });

  test('reaches from where it began to an image, whichever comes first', () => {
    const from = toggled(nothingSelected, 14);
    expect([...extended(from, order, 12).ids].sort()).toEqual([12, 13, 14]);
    expect([...extended(from, order, 15).ids].sort()).toEqual([14, 15]);
  });

  test('keeps its beginning while it is extended, and what was selected before', () => {
    const from = toggled(toggled(nothingSelected, 11), 13);
    const wide = extended(from, order, 15);
    expect(wide.anchor).toBe(13);
    expect([...extended(wide, order, 12).ids].sort()).toEqual([11, 12, 13, 14, 15]);
  });

  test('takes the image alone when its beginning is not in view', () => {
    const from = toggled(nothingSelected, 99);
    expect(extended(from, order, 13)).toEqual({ ids: new Set([99, 13]), anchor: 13 });
  });

  test('takes everything of a list', () => {
    expect(withAll(toggled(nothingSelected, 99), order).ids).toEqual(new Set([99, ...order]));
  });
});

test.each([
  ['ArrowRight', 1, 2],
  ['ArrowLeft', 1, 0],
  ['ArrowDown', 1, 4],
  ['ArrowUp', 4, 1],
  ['Home', 4, 0],
  ['End', 1, 6],
  ['ArrowUp', 1, null],
  ['ArrowDown', 5, null],
  ['ArrowLeft', 0, null],
  ['x', 1, null],
])('%s leads from tile %i of seven in rows of three to %s', (key, place, to) => {
  expect(placeAfter(key, place, 7, 3)).toBe(to);
});
