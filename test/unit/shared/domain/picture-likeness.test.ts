import { expect, test } from 'vitest';
import {
  likenessPicture,
  likenessSide,
  sharpness,
  unlikeness as unlike,
} from '../../../../src/shared/domain/picture-likeness.ts';
import { median, robustDeviations } from '../../../../src/shared/domain/robust-deviation.ts';

const side = likenessSide;
function picture(value: (row: number, column: number) => number): Uint8Array {
  return Uint8Array.from({ length: side * side }, (_, place) =>
    value(Math.floor(place / side), place % side),
  );
}
const unlikeness = (one: Uint8Array, other: Uint8Array): number =>
  unlike(likenessPicture(one), likenessPicture(other));
const waves = picture((row, column) => 128 + 60 * Math.sin(row / 6) + 40 * Math.cos(column / 8));

test('a picture is like itself, with less contrast, or moved a little', () => {
  expect(unlikeness(waves, waves)).toBeCloseTo(0, 10);
  expect(
    unlikeness(
      waves,
      waves.map((value) => value / 2 + 60),
    ),
  ).toBeLessThan(0.001);
  for (const [down, right] of [
    [1, -1],
    [2.5, -3],
    [0.4, 0.4],
  ] as const) {
    const moved = picture(
      (row, column) => 128 + 60 * Math.sin((row + down) / 6) + 40 * Math.cos((column + right) / 8),
    );
    expect(unlikeness(waves, moved), `${down}, ${right}`).toBeLessThan(0.001);
  }
});

test('a picture turned over, another one, and one without structure are not like it', () => {
  expect(
    unlikeness(
      waves,
      waves.map((value) => 255 - value),
    ),
  ).toBeGreaterThan(0.5);
  expect(
    unlikeness(
      waves,
      picture((row, column) => ((row * 7 + column * 13) % 5) * 50),
    ),
  ).toBeGreaterThan(0.5);
  expect(
    unlikeness(
      waves,
      picture(() => 90),
    ),
  ).toBe(1);
});

test('blur takes detail away, light and contrast do not', () => {
  const checks = picture((row, column) => ((row + column) % 2 === 0 ? 40 : 200));
  const soft = picture((row, column) => 120 + 60 * Math.sin((row + column) / 4));
  expect(sharpness(checks, side, side)).toBeGreaterThan(20 * sharpness(soft, side, side));
  const dim = checks.map((value) => value / 2);
  expect(sharpness(dim, side, side)).toBeCloseTo(sharpness(checks, side, side), 5);
  expect(
    sharpness(
      picture(() => 90),
      side,
      side,
    ),
  ).toBe(0);
});

test('a value far off does not hide itself', () => {
  const values = [10, 11, 12, 11, 10, 12, 11, 60];
  const deviations = robustDeviations(values, 0);
  expect(median(values)).toBe(11);
  // The MAD is 1 at a median of 11.
  expect(deviations[7]).toBeCloseTo(0.6745 * 49, 5);
  expect(Math.max(...deviations.slice(0, 7))).toBeLessThan(1);
});

test('without spread nothing deviates, but by the floor', () => {
  expect(robustDeviations([5, 5, 5], 0)).toEqual([0, 0, 0]);
  expect(robustDeviations([5, 5, 5, 6], 0.1)[3]).toBeCloseTo(2, 10);
});
