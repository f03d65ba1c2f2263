import { expect, test } from 'vitest';
import { limitCurves } from '../../../../src/shared/domain/limit-curves.ts';
import { labelled } from '../../../support/labelled.ts';

test('escapes rise and false rejects fall over the limit; parts with the same score change sides at once', () => {
  const parts = labelled([0.1, 0.3, 0.3, 0.9], [false, false, true, true]);
  expect(limitCurves(parts)).toEqual([
    { limit: 0.1, escapes: 0, falseRejects: 1, after: { escapes: 0, falseRejects: 0.5 } },
    { limit: 0.3, escapes: 0, falseRejects: 0.5, after: { escapes: 0.5, falseRejects: 0 } },
    { limit: 0.9, escapes: 0.5, falseRejects: 0, after: { escapes: 1, falseRejects: 0 } },
  ]);
});

test('a class without parts has no share, and nothing gives no curve', () => {
  expect(limitCurves([])).toEqual([]);
  for (const { escapes, after } of limitCurves(labelled([1, 2], [false, false]))) {
    expect([escapes, after.escapes]).toEqual([0, 0]);
  }
});
