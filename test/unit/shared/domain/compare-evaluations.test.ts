import { expect, it } from 'vitest';
import { compareEvaluations } from '../../../../src/shared/domain/compare-evaluations.ts';

const merit = (imageAuroc: number | null, auPro: number | null, dataSha256: string | null = 'a') => ({
  dataSha256,
  imageAuroc,
  auPro,
});

it.each([
  ['better in both', merit(0.95, 0.8), merit(0.9, 0.7), 'better'],
  ['better in one, alike in the other', merit(0.95, 0.7), merit(0.9, 0.702), 'better'],
  ['worse', merit(0.9, 0.7), merit(0.9, 0.8), 'worse'],
  ['better in one, worse in the other', merit(0.95, 0.7), merit(0.9, 0.8), 'mixed'],
  ['within what another seed changes', merit(0.902, 0.7), merit(0.9, 0.703), 'alike'],
  ['without ground truth', merit(0.95, null), merit(0.9, null), 'better'],
] as const)('%s', (_name, own, other, expected) => {
  expect(compareEvaluations(own, other)).toBe(expected);
});

it('nothing is said where the images were others, or where nothing was measured', () => {
  expect(compareEvaluations(merit(0.95, 0.8), merit(0.9, 0.7, 'b'))).toBeNull();
  expect(compareEvaluations(merit(0.95, 0.8, null), merit(0.9, 0.7, null))).toBeNull();
  expect(compareEvaluations(merit(null, null), merit(0.9, 0.7))).toBeNull();
});
