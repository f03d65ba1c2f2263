import { expect, test } from 'vitest';
import { precisionRecall } from '../../../../src/shared/domain/precision-recall.ts';

test('precision counts good parts above the limit against it; without both classes there is no curve', () => {
  const parts = [
    { score: 4, defective: true },
    { score: 3, defective: false },
    { score: 2, defective: true },
    { score: 1, defective: false },
  ];
  expect(precisionRecall(parts)).toEqual([
    { recall: 0.5, precision: 1, limit: 4 },
    { recall: 0.5, precision: 0.5, limit: 3 },
    { recall: 1, precision: 2 / 3, limit: 2 },
    { recall: 1, precision: 0.5, limit: 1 },
  ]);
  expect(precisionRecall(parts.filter(({ defective }) => defective))).toEqual([]);
});
