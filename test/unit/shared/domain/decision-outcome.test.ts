import { expect, test } from 'vitest';
import { decisionCost, letsTooManyPass, outcomeAt } from '../../../../src/shared/domain/decision-outcome.ts';

const limits = { review: 0.4, defect: 0.6, pixelThreshold: 0.6, smallestArea: 0 };
const part = (score: number, defective: boolean, region = 0) => ({
  score,
  defective,
  largestRegions: [region],
});
const evaluated = {
  scores: [
    part(0.1, false),
    part(0.4, false),
    part(0.6, false),
    part(0.39, true),
    part(0.5, true),
    part(0.9, true),
  ],
  regionProfile: { cells: 100, pixelThresholds: [0.6] },
};

test('known parts are counted by verdict: what passes, what is rejected, what somebody looks at', () => {
  const outcome = outcomeAt(evaluated, limits);
  expect(outcome).toMatchObject({
    escapes: { count: 1, of: 3 },
    falseRejects: { count: 1, of: 3 },
    reviews: { count: 2, of: 6 },
  });
  expect(decisionCost(outcome, 10)).toBe(10 + 1 + 0.5);
  expect(outcomeAt({ scores: [], regionProfile: null }, limits).escapes).toMatchObject({
    of: 0,
    share: null,
  });
});

test('a region that is large enough makes a defect of a part that its score would let pass', () => {
  const scores = [part(0.1, true, 30), part(0.1, false, 10)];
  const withArea = { ...limits, smallestArea: 0.2 };
  expect(outcomeAt({ ...evaluated, scores }, withArea)).toMatchObject({ escapes: { count: 0 } });
  expect(outcomeAt({ ...evaluated, scores }, limits)).toMatchObject({ escapes: { count: 1 } });
});

test('more than a fifth is too many; a fifth, and nothing known, is not', () => {
  const passing = (count: number, of: number) =>
    letsTooManyPass({ escapes: { count, of, share: null, low: 0, high: 1 } });
  expect([passing(1, 5), passing(2, 10), passing(6, 30), passing(0, 0)]).toEqual([
    false,
    false,
    false,
    false,
  ]);
  expect([passing(1, 4), passing(7, 30), passing(19, 32)]).toEqual([true, true, true]);
});
