import { expect, it } from 'vitest';
import {
  studentQuantile,
  upperNormalProbability,
  upperNormalQuantile,
  upperStudentProbability,
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

it.each([
  [1.8946, 7, 0.05],
  [2.998, 7, 0.01],
  [0, 7, 0.5],
  [2.2281, 10, 0.025],
  [1.6449, Infinity, 0.05],
])(
  'a value of Student’s law exceeds %d with %d degrees of freedom with probability %d',
  (t, freedom, probability) => {
    expect(upperStudentProbability(t, freedom)).toBeCloseTo(probability, 2);
    expect(upperStudentProbability(-t, freedom)).toBeCloseTo(1 - probability, 2);
  },
);
