import { expect, test } from 'vitest';
import { placeAfter } from '../../../../../src/renderer/engineer/images/grid-place.ts';

/** Seven tiles, three in a row. */
test.each([
  ['ArrowRight', 0, 1],
  ['ArrowLeft', 0, null],
  ['ArrowDown', 1, 4],
  ['ArrowDown', 5, null],
  ['ArrowUp', 4, 1],
  ['Home', 4, 0],
  ['Home', 0, null],
  ['End', 4, 6],
  ['Enter', 4, null],
])('%s leads from tile %i to %s', (key, from, to) => {
  expect(placeAfter(key, from, 7, 3)).toBe(to);
});
