import { expect, test } from 'vitest';
import { limitsChangeSchema } from '../../../../src/shared/contract/products.ts';
import { largestLimit } from '../../../../src/shared/domain/verdict.ts';

const accepts = (change: object): boolean => limitsChangeSchema.safeParse(change).success;

test('limits are finite and within the range of scores, at its ends, too', () => {
  expect(accepts({ review: -largestLimit, defect: largestLimit, pixelThreshold: largestLimit })).toBe(true);
  expect(accepts({ review: -2e9, defect: -1e9 })).toBe(true);
  for (const beyond of [largestLimit * 1.01, 1e308, Infinity, NaN]) {
    expect(accepts({ review: 0.4, defect: beyond }), String(beyond)).toBe(false);
    expect(accepts({ review: -beyond, defect: 0.5 }), String(beyond)).toBe(false);
    expect(accepts({ review: 0.4, defect: 0.5, pixelThreshold: beyond }), String(beyond)).toBe(false);
  }
});

test('T1 lies at or below T2, the pixel threshold above 0, the smallest area within the picture', () => {
  expect(accepts({ review: 0.5, defect: 0.5, smallestArea: 1 })).toBe(true);
  expect(accepts({ review: 0.51, defect: 0.5 })).toBe(false);
  expect(accepts({ review: 0.4, defect: 0.5, pixelThreshold: 0 })).toBe(false);
  expect(accepts({ review: 0.4, defect: 0.5, smallestArea: 1.1 })).toBe(false);
});
