import { describe, expect, test } from 'vitest';
import {
  cellAt,
  hottest,
  placeAt,
  placeOf,
  stepped,
} from '../../../../../src/renderer/review/explanation/place.ts';
import { fittedView } from '../../../../../src/renderer/components/picture/stage-view.ts';
import { roundedSum } from '../../../../../src/renderer/review/explanation/rounded-sum.ts';
import { seededRandom } from '../../../../../src/main/networks/random.ts';

describe('a place in a picture', () => {
  const picture = { width: 50, height: 50 };
  const view = fittedView({ width: 300, height: 100 }, picture);

  test('is found where the picture lies in its box, and nowhere beside it', () => {
    expect(view).toEqual({ scale: 2, x: 100, y: 0 });
    expect(placeAt({ x: 125, y: 50 }, view, picture)).toEqual({ x: 0.25, y: 0.5 });
    for (const x of [99, 200, 299]) expect(placeAt({ x, y: 50 }, view, picture)).toBeNull();
    expect(placeAt({ x: 125, y: 50 }, { scale: 4, x: 25, y: -50 }, picture)).toEqual({ x: 0.5, y: 0.5 });
  });

  const map = { width: 4, height: 3 };

  test('names the same cell that it is the middle of', () => {
    for (let cell = 0; cell < 12; cell++) expect(cellAt(placeOf(cell, map), map)).toBe(cell);
    expect(cellAt({ x: 1, y: 1 }, map)).toBe(11);
  });

  test('moves by cells and stops at the border', () => {
    expect(cellAt(stepped(placeOf(5, map), 1, 1, map), map)).toBe(10);
    expect(cellAt(stepped(placeOf(5, map), -8, 0, map), map)).toBe(4);
    expect(cellAt(stepped(placeOf(5, map), 8, 8, map), map)).toBe(11);
  });

  test('is the hottest to begin with', () => {
    const data = Float32Array.of(0, -1, 0.5, 0, 0, 0, 0.7, 0, 0, 0.6, 0, 0);
    expect(cellAt(hottest({ ...map, data }), map)).toBe(6);
  });
});

describe('rounded numbers', () => {
  test('add up to the rounded sum', () => {
    expect(roundedSum(0.909, [0.433, 0.476], 2)).toEqual([0.43, 0.48]);
    expect(roundedSum(0.42, [0.47, -0.05], 2)).toEqual([0.47, -0.05]);
    expect(roundedSum(1, [1], 2)).toEqual([1]);
  });

  test('and none moves by more than one unit', () => {
    const random = seededRandom(4);
    for (let round = 0; round < 500; round++) {
      const numbers = Array.from({ length: 3 }, () => 4 * random.next() - 1);
      const sum = numbers.reduce((total, value) => total + value, 0);
      const rounded = roundedSum(sum, numbers, 2);
      const total = rounded.reduce((all, value) => all + value, 0);
      expect(total).toBeCloseTo(Math.round(sum * 100) / 100, 8);
      rounded.forEach((value, at) => expect(Math.abs(value - (numbers[at] ?? 0))).toBeLessThan(0.0100001));
    }
  });
});
