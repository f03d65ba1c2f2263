import { expect, test } from 'vitest';
import {
  c4,
  deviationOf,
  individualsLimits,
  meanChartLimits,
  sampleLimits,
} from '../../../../src/shared/domain/control-limits.ts';
import { controlSignals } from '../../../../src/shared/domain/control-rules.ts';

/** Values from tables of control chart constants, e.g. ASTM MNL 7, table 16. */
test.each([
  [2, 0.7979, 2.659],
  [3, 0.8862, 1.954],
  [4, 0.9213, 1.628],
  [5, 0.94, 1.427],
  [10, 0.9727, 0.975],
  [25, 0.9896, 0.606],
])('c4 and A3 of %i are those of the tables', (size, ofTable, a3) => {
  expect(c4(size)).toBeCloseTo(ofTable, 4);
  expect(3 / (c4(size) * Math.sqrt(size))).toBeCloseTo(a3, 3);
});

test('an X̄ chart’s limits are X̿ ± A3·s̄', () => {
  // Means 2, 3, 4 and standard deviations 1, 2, 1, computed by hand.
  const limits = meanChartLimits([
    [1, 2, 3],
    [1, 3, 5],
    [3, 4, 5],
  ]);
  expect(limits.centre).toBeCloseTo(3, 12);
  expect(limits.upper).toBeCloseTo(3 + 1.954 * (4 / 3), 2);
  expect(limits.lower).toBeCloseTo(3 - 1.954 * (4 / 3), 2);
  expect(limits.sigma).toBeCloseTo((limits.upper - limits.centre) / 3, 12);
});

test('an individuals chart’s limits are x̄ ± 2.66·MR̄: the example of the NIST handbook, 6.3.2.2', () => {
  const values = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1];
  const { centre, lower, upper } = individualsLimits(values);
  expect(centre).toBeCloseTo(50.81, 2);
  // The handbook gives a mean moving range of 1.8778.
  expect(upper).toBeCloseTo(55.8041, 2);
  expect(lower).toBeCloseTo(45.8159, 2);
});

test('a sample gives the limits of values or of means', () => {
  const sample = [1, 2, 3, 4, 5];
  expect(deviationOf(sample)).toBeCloseTo(1.5811, 4);
  const alone = sampleLimits(sample, 1);
  expect(alone.upper - alone.centre).toBeCloseTo((3 * 1.5811) / 0.94, 2);
  const means = sampleLimits(sample, 4);
  expect(means.sigma).toBeCloseTo(alone.sigma / 2, 12);
});

test('too few values are refused', () => {
  expect(() => meanChartLimits([])).toThrow(RangeError);
  expect(() => meanChartLimits([[1], [2]])).toThrow(RangeError);
  expect(() => meanChartLimits([[1, 2], [3]])).toThrow(RangeError);
  expect(() => individualsLimits([1])).toThrow(RangeError);
  expect(() => sampleLimits([1], 1)).toThrow(RangeError);
});

const limits = { centre: 0, sigma: 1, lower: -3, upper: 3 };
const pointsOf = (rule: string, values: readonly number[]): number[] =>
  controlSignals(values, limits)
    .filter((signal) => signal.rule === rule)
    .map(({ point }) => point);

test('a point beyond 3 σ is marked, on it is not', () => {
  expect(pointsOf('beyond-limits', [0, 3, 3.1, 0, -3.1])).toEqual([2, 4]);
});

test('two of three beyond 2 σ on one side are marked at the second one', () => {
  expect(pointsOf('two-of-three', [2.1, 0, 2.1, 0])).toEqual([2]);
  expect(pointsOf('two-of-three', [2.1, 0, -2.1, 0])).toEqual([]);
  expect(pointsOf('two-of-three', [2.1, 0, 0, 2.1])).toEqual([]);
});

test('four of five beyond 1 σ on one side are marked', () => {
  expect(pointsOf('four-of-five', [1.1, 1.1, 0, 1.1, 1.1])).toEqual([4]);
  expect(pointsOf('four-of-five', [1.1, 1.1, 0, 0, 1.1, 1.1])).toEqual([]);
});

test('nine in a row on one side are marked, eight are not', () => {
  expect(pointsOf('nine-on-one-side', Array<number>(8).fill(0.1))).toEqual([]);
  expect(pointsOf('nine-on-one-side', Array<number>(10).fill(-0.1))).toEqual([8, 9]);
});

test('six in a row rising or falling are marked; a pause breaks the trend', () => {
  expect(pointsOf('six-in-a-trend', [0, 0.1, 0.2, 0.3, 0.4, 0.5])).toEqual([5]);
  expect(pointsOf('six-in-a-trend', [0.5, 0.4, 0.3, 0.2, 0.1, 0])).toEqual([5]);
  expect(pointsOf('six-in-a-trend', [0, 0.1, 0.2, 0.2, 0.3, 0.4, 0.5])).toEqual([]);
});
