import { describe, expect, it } from 'vitest';
import { float16Bits, float16Value } from '../../../../src/main/networks/float16.ts';
import { seededRandom } from '../../../../src/main/networks/random.ts';

/** Bits of the binary16 format and their values by IEEE 754. */
const known: readonly (readonly [number, number])[] = [
  [0x0000, 0],
  [0x3c00, 1],
  [0x3c01, 1 + 2 ** -10],
  [0xc000, -2],
  [0x3555, 0.333251953125],
  [0x7bff, 65504],
  [0x0400, 2 ** -14],
  [0x03ff, 1023 * 2 ** -24],
  [0x0001, 2 ** -24],
  [0x8001, -(2 ** -24)],
  [0x7c00, Infinity],
  [0xfc00, -Infinity],
];

describe('float16', () => {
  it.each(known)('has the bits %i for %d', (bits, value) => {
    expect(float16Value(bits)).toBe(value);
    expect(float16Bits(value)).toBe(bits);
  });

  it('keeps the sign of zero, and what is not a number', () => {
    expect(float16Bits(-0)).toBe(0x8000);
    expect(float16Value(0x8000)).toBe(-0);
    expect(float16Value(float16Bits(Number.NaN))).toBeNaN();
    expect(float16Value(0x7c01)).toBeNaN();
  });

  it.each([
    ['between two numbers, the even one', 2049, 2048],
    ['between two numbers, the even one, above', 2051, 2052],
    ['just above the middle', 2049.01, 2050],
    ['just below the middle', 2050.99, 2050],
    ['up into the next power of two', 4095, 4096],
    ['half of the smallest', 2 ** -25, 0],
    ['just more than half of the smallest', 1.001 * 2 ** -25, 2 ** -24],
    ['one and a half times the smallest', 1.5 * 2 ** -24, 2 ** -23],
    ['from the largest subnormal to the smallest normal number', 1023.5 * 2 ** -24, 2 ** -14],
    ['the largest that is still finite', 65519, 65504],
    ['the first that is not', 65520, Infinity],
    ['far beyond', -1e30, -Infinity],
    ['a subnormal float32', 1e-40, 0],
  ])('rounds %s', (_, value, expected) => {
    expect(float16Value(float16Bits(value))).toBe(expected);
  });

  it('gives back every one of its numbers', () => {
    const wrong: number[] = [];
    for (let bits = 0; bits < 0x1_0000; bits++) {
      const value = float16Value(bits);
      if (!Number.isNaN(value) && float16Bits(value) !== bits) wrong.push(bits);
    }
    expect(wrong).toEqual([]);
  });

  it('is the nearest for numbers of every size', () => {
    const random = seededRandom(1);
    for (let i = 0; i < 20_000; i++) {
      const value = Math.fround(random.normal() * 2 ** (random.integer(36) - 24));
      const bits = float16Bits(value);
      const error = Math.abs(float16Value(bits) - value);
      const neighbours = [bits - 1, bits + 1].map((other) => Math.abs(float16Value(other) - value));
      expect(error).toBeLessThanOrEqual(Math.min(...neighbours.filter(Number.isFinite)));
    }
  });
});
