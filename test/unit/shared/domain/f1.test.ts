import { describe, expect, it } from 'vitest';
import { bestF1, confusionAt, f1Of } from '../../../../src/shared/domain/f1.ts';
import { labelled } from '../../../support/labelled.ts';

describe('confusion matrix', () => {
  it('calls a score at the threshold defective', () => {
    expect(confusionAt(labelled([1, 2, 3, 4], [false, true, false, true]), 3)).toEqual({
      truePositives: 1,
      falseRejects: 1,
      trueNegatives: 1,
      escapes: 1,
    });
  });

  it('refuses a score that is not a number', () => {
    expect(() => confusionAt(labelled([Number.NaN], [true]), 0)).toThrow(RangeError);
  });
});

describe('best F1', () => {
  it('finds the threshold that parts the classes', () => {
    expect(bestF1(labelled([1, 2, 8, 9], [false, false, true, true]))).toEqual({
      threshold: 8,
      f1: 1,
      confusion: { truePositives: 2, falseRejects: 0, trueNegatives: 2, escapes: 0 },
    });
  });

  it('never parts equal scores', () => {
    // At 5: two found, one false reject → 4 / (4 + 1 + 0). At 9: one found → 2 / (2 + 0 + 1).
    const best = bestF1(labelled([5, 5, 1, 9], [false, true, false, true]));
    expect(best?.threshold).toBe(5);
    expect(best?.f1).toBeCloseTo(0.8, 12);
  });

  it('takes the highest of equally good thresholds', () => {
    // 9 gives 2/(2+0+1); 8 gives 4/(4+2+0): both 2/3.
    expect(bestF1(labelled([9, 8.5, 8.4, 8], [true, false, false, true]))?.threshold).toBe(9);
  });

  it('handles infinite scores and is undefined without a defective sample', () => {
    expect(bestF1(labelled([Infinity, Infinity, 0], [true, true, false]))?.f1).toBe(1);
    expect(bestF1(labelled([1, 2], [false, false]))).toBeNull();
  });

  it('is 0 where nothing is found and nothing is there', () => {
    expect(f1Of({ truePositives: 0, falseRejects: 0, trueNegatives: 4, escapes: 0 })).toBe(0);
  });
});
