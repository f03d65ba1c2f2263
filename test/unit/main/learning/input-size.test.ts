import { expect, test } from 'vitest';
import { inputSizeFor } from '../../../../src/main/learning/input-size.ts';

test('a square picture gives a square of the side', () => {
  expect(inputSizeFor([{ width: 900, height: 900 }], 256)).toEqual([256, 256]);
});

test('other pictures keep their aspect and have about as many pixels', () => {
  for (const [width, height] of [
    [640, 480],
    [1920, 1080],
    [480, 640],
  ] as const) {
    const [rows, columns] = inputSizeFor([{ width, height }], 256);
    expect(Math.abs(columns / rows / (width / height) - 1)).toBeLessThan(0.08);
    expect(Math.abs((rows * columns) / 256 ** 2 - 1)).toBeLessThan(0.08);
    expect([rows % 16, columns % 16]).toEqual([0, 0]);
  }
});

test('mixed sizes take the median aspect; a strip is not narrower than 1 : 4', () => {
  const square = { width: 10, height: 10 };
  expect(inputSizeFor([square, square, { width: 30, height: 10 }], 256)).toEqual([256, 256]);
  expect(inputSizeFor([{ width: 4000, height: 100 }], 256)).toEqual([128, 512]);
});
