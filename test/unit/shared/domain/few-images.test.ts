import { expect, it } from 'vitest';
import { costOfFewImages } from '../../../../src/shared/domain/few-images.ts';

const measured = [
  { images: 50, stopped: 0.06, passed: 0.1 },
  { images: 5, stopped: 0.2, passed: 0.3 },
  { images: 20, stopped: 0.1, passed: 0.2 },
  { images: 100, stopped: 0.05, passed: 0.08 },
];

it('few images cost what was measured with so many, less what was measured with enough', () => {
  const atTwenty = costOfFewImages(measured, 20);
  expect(atTwenty?.stopped).toBeCloseTo(0.04);
  expect(atTwenty?.passed).toBeCloseTo(0.1);
  // 10 is halfway from 5 to 20 by ratio.
  expect(costOfFewImages(measured, 10)?.stopped).toBeCloseTo(0.15 - 0.06);
});

it('nothing is said with enough images, with none, and of fewer than were measured', () => {
  for (const images of [0, 4, 50, 200]) expect(costOfFewImages(measured, images), `${images}`).toBeNull();
  expect(costOfFewImages([], 12)).toBeNull();
});
