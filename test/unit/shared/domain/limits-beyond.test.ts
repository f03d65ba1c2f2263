import { expect, test } from 'vitest';
import { lieFarBeyond } from '../../../../src/shared/domain/limits-beyond.ts';

const own = { review: 0.3, defect: 0.5 };
const scores = [0.1, 0.2, 0.25, 0.4];

test('limits near what good parts reach are a choice, also higher and lower ones', () => {
  for (const limits of [
    own,
    { review: 0.5, defect: 1 },
    { review: 0, defect: 0.1 },
    { review: -5, defect: -1 },
  ]) {
    expect(lieFarBeyond(limits, own, scores), JSON.stringify(limits)).toBe(false);
  }
});

test('limits that let every part pass are a slip', () => {
  for (const limits of [
    { review: 0.3, defect: 5 },
    { review: 30, defect: 50 },
    { review: 0.3, defect: 1e12 },
  ]) {
    expect(lieFarBeyond(limits, own, scores), JSON.stringify(limits)).toBe(true);
  }
});

test('one good part with a high score moves the edge, and a model without scores has its own limit', () => {
  expect(lieFarBeyond({ review: 0.3, defect: 5 }, own, [...scores, 4])).toBe(false);
  expect(lieFarBeyond({ review: 0.3, defect: 0.9 }, own, [])).toBe(false);
  expect(lieFarBeyond({ review: 0.3, defect: 1.1 }, own, [])).toBe(true);
  expect(lieFarBeyond({ review: -3, defect: -1 }, { review: -4, defect: -2 }, [-9, -3])).toBe(false);
});
