import { expect, test } from 'vitest';
import { reportOf } from '../../../../../src/main/datasets/check/findings.ts';
import type { DatasetImage } from '../../../../../src/shared/contract/datasets.ts';

function image(
  id: number,
  width: number,
  height: number,
  purpose: 'training' | 'test' = 'training',
): DatasetImage {
  return {
    id,
    width,
    height,
    purpose,
    name: `${id}.png`,
    bytes: 1,
    sha256: String(id).repeat(64).slice(0, 64),
    productId: '0a6b8f5e-3c1d-4f2a-9b7e-5d4c3b2a1f0e',
    addedAt: 0,
    origin: 'folder',
    label: 'good',
    kind: null,
    maskSha256: null,
  };
}

test('training images that are turned or of another shape are told with how much they are stretched', () => {
  const images = [
    ...[image(1, 400, 300), image(2, 800, 600), image(3, 300, 400), image(4, 400, 300), image(5, 400, 300)],
    image(6, 100, 400, 'test'),
  ];
  const report = reportOf(images, { pairs: [], outliers: [] }, [], new Set());
  expect(report.outliers).toEqual([
    { image: images[2], reason: 'shape', deviation: expect.closeTo(16 / 9, 6), place: null },
  ]);
});
