import { expect, test } from 'vitest';
import {
  isDrawn,
  middleOutline,
  movedOutline,
  withCorner,
} from '../../../../../src/renderer/engineer/images/outline-geometry.ts';

test('corners too close to the last one are left out', () => {
  const outline = withCorner([{ x: 0.1, y: 0.1 }], { x: 0.102, y: 0.1 });
  expect(outline).toHaveLength(1);
  expect(withCorner(outline, { x: 0.2, y: 0.123456 })).toEqual([
    { x: 0.1, y: 0.1 },
    { x: 0.2, y: 0.1235 },
  ]);
});

test('a slip of the hand is no exclusion', () => {
  expect(isDrawn([{ x: 0, y: 0 }])).toBe(false);
  expect(isDrawn([0, 0.001, 0.002].map((x) => ({ x, y: x * x })))).toBe(false);
  expect(isDrawn(middleOutline)).toBe(true);
});

test('an outline moves whole, as far as the edge', () => {
  const moved = movedOutline(middleOutline, { x: 1, y: -0.1 });
  expect(moved[0]).toEqual({ x: 0.8, y: 0.3 });
  expect(moved[2]).toEqual({ x: 1, y: 0.5 });
});
