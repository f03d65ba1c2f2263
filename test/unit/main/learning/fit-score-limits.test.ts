import { describe, expect, it } from 'vitest';
import { seededRandom, type Random } from '../../../../src/main/networks/random.ts';
import { fitScoreLimits, studentQuantile } from '../../../../src/main/learning/fit-score-limits.ts';

const falseRejectRates = { review: 0.05, defect: 0.01 };

const logNormal = (random: Random, count: number, level: number): number[] =>
  Array.from({ length: count }, () => Math.exp(level + 0.2 * random.normal()));

describe('limits of the image score', () => {
  it.each([
    [5, 25],
    [2, 3],
    [40, 100],
  ])('hold their false-reject rates with %i validation and %i training images', (validation, training) => {
    const random = seededRandom(validation);
    let [reviewed, rejected] = [0, 0];
    const trials = 4000;
    for (let trial = 0; trial < trials; trial++) {
      // What the students learnt from scores lower; only its spread may count.
      const limits = fitScoreLimits(
        logNormal(random, training, 0),
        logNormal(random, validation, 0.4),
        falseRejectRates,
      );
      const [score = 0] = logNormal(random, 1, 0.4);
      if (score >= limits.review) reviewed++;
      if (score >= limits.defect) rejected++;
    }
    expect(reviewed / trials).toBeGreaterThan(0.035);
    expect(reviewed / trials).toBeLessThan(0.065);
    expect(rejected / trials).toBeGreaterThan(0.004);
    expect(rejected / trials).toBeLessThan(0.016);
  });

  it('leave room above scores that are all the same', () => {
    const { review, defect } = fitScoreLimits([2, 2, 2], [2, 2], falseRejectRates);
    expect(review).toBeGreaterThan(2.05);
    expect(defect).toBeGreaterThan(review);
  });

  it('use quantiles as the tables have them', () => {
    expect(studentQuantile(2.3263, 3)).toBeCloseTo(4.541, 0);
    expect(studentQuantile(1.6449, 5)).toBeCloseTo(2.015, 2);
    expect(studentQuantile(2.3263, 30)).toBeCloseTo(2.457, 2);
  });
});
