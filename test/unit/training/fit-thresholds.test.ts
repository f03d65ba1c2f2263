import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/main/networks/random.ts';
import { falseRejectRates, fitThresholds } from '../../../src/main/training/fit-thresholds.ts';

/** Scores that follow Gumbel's law with the given location and scale. */
function gumbel(count: number, location: number, scale: number): number[] {
  const random = seededRandom(7);
  return Array.from({ length: count }, () => location - scale * Math.log(-Math.log(random.next() || 0.5)));
}

describe('limits fitted to validation scores', () => {
  it('are the quantiles of the scores’ own law at the stated false-reject rates', () => {
    const { review, defect } = fitThresholds(gumbel(20_000, 10, 2));
    const quantile = (rate: number): number => 10 - 2 * Math.log(-Math.log1p(-rate));
    expect(review).toBeCloseTo(quantile(falseRejectRates.review), 0);
    expect(defect).toBeCloseTo(quantile(falseRejectRates.defect), 0);
  });

  it('hold what they promise on scores they have not seen', () => {
    const scores = gumbel(20_000, 10, 2);
    const { review } = fitThresholds(scores.slice(0, 10_000));
    const rejected = scores.slice(10_000).filter((score) => score >= review).length;
    expect(rejected / 10_000).toBeLessThan(falseRejectRates.review * 1.5);
    expect(rejected / 10_000).toBeGreaterThan(falseRejectRates.review * 0.5);
  });

  it('lie further out when fewer scores are known', () => {
    const two = fitThresholds([9, 11]);
    const many = fitThresholds(Array.from({ length: 200 }, (_, index) => (index % 2 === 0 ? 9 : 11)));
    expect(two.review).toBeGreaterThan(many.review);
    expect(two.defect).toBeGreaterThan(two.review);
  });

  it('leave room above scores that are all the same', () => {
    const { review, defect } = fitThresholds([3, 3, 3]);
    expect(review).toBeGreaterThan(3);
    expect(defect).toBeGreaterThan(review);
  });
});
