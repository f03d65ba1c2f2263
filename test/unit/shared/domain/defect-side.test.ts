import { expect, it } from 'vitest';
import {
  defectSide,
  shapeSide,
  sideInPixels,
  smallestOf,
} from '../../../../src/shared/domain/defect-side.ts';
import { drawMask } from '../../../../src/shared/domain/mask.ts';

it('a defect is as large as the largest region of its mask, whatever the shape of the picture', () => {
  const mask = new Uint8Array(20 * 80);
  for (const at of [0, 1, 2, 80, 81, 82, 160, 161, 162, 700]) mask[at] = 255;
  expect(sideInPixels(defectSide(mask, 20, 80) ?? 0, { width: 80, height: 20 })).toBeCloseTo(3);
  expect(defectSide(new Uint8Array(100), 10, 10)).toBeNull();
});

it('a drawn box or circle has the side that its mask has', () => {
  const box = { x: 0.2, y: 0.3, width: 0.1, height: 0.2 };
  for (const kind of ['rectangle', 'ellipse'] as const) {
    const shape = { kind, box };
    expect(shapeSide(shape)).toBeCloseTo(defectSide(drawMask([shape], null, 500, 500), 500, 500) ?? 0, 2);
  }
});

it('a tenth of the labelled defects is smaller than the smallest that matters', () => {
  expect(smallestOf(Array.from({ length: 20 }, (_, index) => 20 - index))).toBe(3);
  expect(smallestOf([5])).toBe(5);
  expect(smallestOf([])).toBeNull();
});
