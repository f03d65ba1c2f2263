import { expect, test } from 'vitest';
import { decisionRates, isTelling } from '../../../../src/shared/domain/decision-rates.ts';
import { paretoBars } from '../../../../src/shared/domain/pareto.ts';
import { wilsonRate } from '../../../../src/shared/domain/wilson-interval.ts';

test.each([
  // Computed by hand for p = 0.1, n = 10: (0.1 + 0.19207 ± 1.95996·√(0.009 + 0.0096037)) / 1.384146.
  [1, 10, 0.0179, 0.4042],
  [0, 10, 0, 0.2775],
  [10, 10, 0.7225, 1],
  // R. G. Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [1, 29, 0.0061, 0.1718],
])('%i of %i lie between %f and %f', (count, of, low, high) => {
  const rate = wilsonRate(count, of);
  expect(rate.share).toBeCloseTo(count / of, 12);
  expect(rate.low).toBeCloseTo(low, 4);
  expect(rate.high).toBeCloseTo(high, 4);
});

test('without a count there is no share, and the interval goes from 0 to 1', () => {
  expect(wilsonRate(0, 0)).toEqual({ count: 0, of: 0, share: null, low: 0, high: 1 });
});

test('rates are those of the decided entries; what is open only widens the bounds', () => {
  const rates = decisionRates(
    [
      { verdict: 'defect', decision: 'good', entries: 3, parts: 2 },
      { verdict: 'defect', decision: 'defect', entries: 9, parts: 8 },
      { verdict: 'defect', decision: null, entries: 5, parts: 4 },
      { verdict: 'review', decision: 'good', entries: 6, parts: 6 },
      { verdict: 'review', decision: 'defect', entries: 1, parts: 1 },
      { verdict: 'review', decision: null, entries: 7, parts: 0 },
      { verdict: 'good', decision: 'defect', entries: 2, parts: 2 },
      { verdict: 'good', decision: 'good', entries: 18, parts: 18 },
      { verdict: 'good', decision: null, entries: 40, parts: 40 },
    ],
    200,
  );
  expect(rates.falseRejects).toMatchObject({ count: 3, of: 12, share: 0.25 });
  expect(rates.goodInReview).toMatchObject({ count: 6, of: 7 });
  expect(rates.caughtInReview).toMatchObject({ count: 1, of: 10, share: 0.1 });
  expect(rates.rejectedGoodParts).toEqual({ least: 0.01, most: 0.03, parts: 200 });
  expect(rates.escapes).toMatchObject({ count: 2, of: 20, share: 0.1 });
  expect(rates.undecided).toBe(12);
  expect(decisionRates([], 0).rejectedGoodParts).toBeNull();
});

test('causes come by their number, with the share they make up together; what states none has no bar', () => {
  const { bars, rest, withoutCause } = paretoBars(
    [
      { cause: 'dust', entries: 1 },
      { cause: 'scratch', entries: 6 },
      { cause: null, entries: 4 },
      { cause: 'crack', entries: 3 },
    ],
    2,
  );
  expect(bars).toEqual([
    { cause: 'scratch', entries: 6, cumulative: 0.6 },
    { cause: 'crack', entries: 3, cumulative: 0.9 },
  ]);
  expect([rest, withoutCause]).toEqual([1, 4]);
  expect(paretoBars([])).toEqual({ bars: [], rest: 0, withoutCause: 0 });
});

test('a rate of a few decisions tells nothing', () => {
  expect([0, 1, 9].map((of) => isTelling({ of }))).toEqual([false, false, false]);
  expect(isTelling({ of: 10 })).toBe(true);
});
