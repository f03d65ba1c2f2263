import { expect, test } from 'vitest';
import { outlinedPicture } from '../../../../src/main/log/outlined-picture.ts';

test('a small picture has the line around what counts in its map, and none where nothing is outlined', async () => {
  const frame = { width: 80, height: 40, data: new Uint8Array(80 * 40 * 3).fill(100) };
  // The left half is above the pixel threshold.
  const map = {
    map: Float32Array.from({ length: 8 }, (_, cell) => (cell % 4 < 2 ? 1 : 0)),
    height: 2,
    width: 4,
  };
  const limits = { pixelThreshold: 0.5, smallestArea: 0 };
  const { width, height, data } = await outlinedPicture({ frame, map, limits, verdict: 'defect' }, 40);
  expect([width, height]).toEqual([40, 20]);
  const row = Array.from({ length: width }, (_, column) => data[(10 * width + column) * 3] ?? -1);
  expect(row.slice(17, 23)).toEqual([100, 0, 255, 255, 0, 100]);
  const bare = await outlinedPicture(
    { frame, map, limits: { ...limits, pixelThreshold: 2 }, verdict: 'good' },
    40,
  );
  expect(new Set(bare.data)).toEqual(new Set([100]));
});
