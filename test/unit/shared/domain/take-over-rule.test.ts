import { expect, test } from 'vitest';
import { compareEvaluations } from '../../../../src/shared/domain/compare-evaluations.ts';
import {
  enoughToJudge,
  leastOfEachLabel,
  takeOverMargin,
  takesOver,
} from '../../../../src/shared/domain/take-over-rule.ts';

test.each([
  ['better in one figure, the same in the other', [0.95, 0.8], [0.95, 0.81], true],
  ['better in one figure, worse by less than the margin in the other', [0.95, 0.8], [0.97, 0.796], true],
  ['better in one figure, worse in the other', [0.95, 0.8], [0.97, 0.79], false],
  ['better by less than the margin', [0.95, 0.8], [0.954, 0.804], false],
  ['the same', [0.95, 0.8], [0.95, 0.8], false],
  ['worse', [0.95, 0.8], [0.9, 0.7], false],
  ['better where nothing is outlined', [0.95, null], [0.97, null], true],
] as const)('a model that is %s takes over: %s against %s → %s', (_, other, own, taken) => {
  const merit = ([imageAuroc, auPro]: readonly [number, number | null]) => ({
    dataSha256: 'a',
    imageAuroc,
    auPro,
  });
  const comparison = compareEvaluations(merit(own), merit(other));
  expect(comparison).not.toBeNull();
  expect(comparison !== null && takesOver(comparison)).toBe(taken);
});

test('too few images of either label judge nothing', () => {
  expect(takeOverMargin).toBe(0.005);
  const enough = leastOfEachLabel;
  expect(enoughToJudge({ good: enough, defective: enough })).toBe(true);
  expect(enoughToJudge({ good: enough - 1, defective: 100 })).toBe(false);
  expect(enoughToJudge({ good: 100, defective: enough - 1 })).toBe(false);
});
