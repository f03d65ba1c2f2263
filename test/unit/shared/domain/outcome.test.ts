import { expect, test } from 'vitest';
import {
  arrivedIn,
  inspectedIn,
  isRejected,
  outcomes,
  yieldOf,
} from '../../../../src/shared/domain/outcome.ts';
import { counted } from '../../../support/counts.ts';

test('what arrived is good, review, defect or not inspected, and a part without a verdict is never good', () => {
  const counts = counted({ good: 6, review: 1, defect: 1, 'not-inspected': 2 });
  expect(arrivedIn(counts)).toBe(10);
  expect(inspectedIn(counts)).toBe(8);
  expect(yieldOf(counts)).toBe(0.6);
  expect(yieldOf(counted({ 'not-inspected': 3 }))).toBe(0);
  expect(yieldOf(counted({}))).toBeNull();
});

test('the line sorts out defects and parts of which nothing is known', () => {
  expect(outcomes.filter(isRejected)).toEqual(['defect', 'not-inspected']);
});
