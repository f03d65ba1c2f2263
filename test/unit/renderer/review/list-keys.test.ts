import { expect, test } from 'vitest';
import { placeByKey } from '../../../../src/renderer/review/list-keys.ts';

/** 11 entries in rows of four, two rows in view. */
const list = { length: 11, columns: 4, rowsInView: 2 };

test.each([
  ['ArrowDown', 1, 5],
  ['ArrowUp', 5, 1],
  ['ArrowUp', 1, 1],
  ['PageDown', 0, 8],
  ['PageDown', 1, 9],
  ['PageUp', 9, 1],
  ['PageUp', 1, 0],
  ['Home', 6, 0],
  ['End', 6, 10],
  // The last row is shorter, so the cursor goes to its end.
  ['ArrowDown', 7, 10],
  ['ArrowDown', 9, 9],
  // No entry is selected yet.
  ['ArrowDown', -1, 0],
  ['End', -1, 10],
])('%s leads from place %i to place %i', (key, at, next) => {
  expect(placeByKey(key, at, list)).toBe(next);
});

test('other keys are not the list’s, and an empty list has no places', () => {
  expect(placeByKey('g', 3, list)).toBeNull();
  expect(placeByKey('ArrowRight', 3, list)).toBeNull();
  expect(placeByKey('End', -1, { ...list, length: 0 })).toBeNull();
});
