import { expect, test } from 'vitest';
import type { DecisionOutcome } from '../../../../src/shared/domain/decision-outcome.ts';
import {
  compareDecisions,
  compareModels,
  enoughToJudge,
  leastOfEachLabel,
  takesOver,
} from '../../../../src/shared/domain/take-over-rule.ts';
import { wilsonRate } from '../../../../src/shared/domain/wilson-interval.ts';

type Counts = readonly [escapes: number, falseRejects: number, reviews: number];

const outcome = ([escapes, falseRejects, reviews]: Counts): DecisionOutcome => ({
  escapes: wilsonRate(escapes, 32),
  falseRejects: wilsonRate(falseRejects, 14),
  reviews: wilsonRate(reviews, 46),
});

test.each([
  ['with fewer escapes at a lower cost', [2, 0, 0], [1, 3, 0], 'better'],
  ['with fewer escapes that cost more than they save', [1, 0, 0], [0, 11, 0], 'mixed'],
  ['with more escapes, however cheap', [0, 14, 46], [1, 0, 0], 'mixed'],
  ['with more escapes at a higher cost', [0, 1, 0], [1, 1, 0], 'worse'],
  ['with the same escapes and fewer false rejects', [1, 4, 0], [1, 2, 0], 'better'],
  ['with the same escapes and more false rejects', [1, 1, 0], [1, 2, 0], 'worse'],
  ['with the same escapes and four reviews less', [0, 0, 9], [0, 0, 5], 'better'],
  ['with a review less alone', [0, 0, 6], [0, 0, 5], 'alike'],
  ['that decides the same', [0, 1, 2], [0, 1, 2], 'alike'],
] as const)('a model %s: %s before, %s now is %s', (_, before, now, expected) => {
  const comparison = compareDecisions(outcome(now), outcome(before), 10);
  expect(comparison).toBe(expected);
  expect(takesOver(comparison)).toBe(expected === 'better');
});

test('limits set by hand without an escape are never replaced by a model with escapes, at no cost of an escape', () => {
  for (const escapeCost of [1, 10, 1000]) {
    const comparison = compareDecisions(outcome([1, 0, 0]), outcome([0, 14, 46]), escapeCost);
    expect(takesOver(comparison)).toBe(false);
  }
});

test('two evaluations are compared at the limits of each, on the same images alone', () => {
  const limits = { review: 0.3, defect: 0.5, pixelThreshold: 0.5, smallestArea: 0 };
  const scores = [0.1, 0.4, 0.6].map((score, index) => ({ score, defective: index > 0, largestRegions: [] }));
  const at = (review: number, dataSha256: string | null = 'a') => ({
    scores,
    regionProfile: null,
    dataSha256,
    limits: { ...limits, review },
  });
  expect(compareModels(at(0.3), at(0.45), 10)).toBe('better');
  expect(compareModels(at(0.45), at(0.3), 10)).toBe('worse');
  expect(compareModels(at(0.3), at(0.45, 'b'), 10)).toBeNull();
  expect(compareModels(at(0.3, null), at(0.45, null), 10)).toBeNull();
});

test('too few images of either label judge nothing', () => {
  const enough = leastOfEachLabel;
  expect(enoughToJudge({ good: enough, defective: enough })).toBe(true);
  expect(enoughToJudge({ good: enough - 1, defective: 100 })).toBe(false);
  expect(enoughToJudge({ good: 100, defective: enough - 1 })).toBe(false);
});
