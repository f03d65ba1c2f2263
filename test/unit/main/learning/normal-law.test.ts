import { expect, it } from 'vitest';
import {
  studentQuantile,
  upperNormalProbability,
  upperNormalQuantile,
} from '../../../../src/main/learning/normal-law.ts';

it('quantiles are as the tables have them', () => {
  expect(studentQuantile(2.3263, 3)).toBeCloseTo(4.541, 0);
  expect(studentQuantile(1.6449, 5)).toBeCloseTo(2.015, 2);
  expect(studentQuantile(2.3263, 30)).toBeCloseTo(2.457, 2);
  expect(upperNormalQuantile(0.05)).toBeCloseTo(1.6449, 3);
  expect(upperNormalQuantile(0.01)).toBeCloseTo(2.3263, 3);
});

it.each([
  [0, 0.5],
  [1.6449, 0.05],
  [-1.6449, 0.95],
  [3, 0.0013499],
])('a normal deviate exceeds %d with probability %d', (deviate, probability) => {
  expect(upperNormalProbability(deviate)).toBeCloseTo(probability, 5);
});
