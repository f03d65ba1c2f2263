import { expect, test } from 'vitest';
import { fitFrame } from '../../../../src/main/images/fit-frame.ts';
import { withOutline } from '../../../../src/main/images/outline.ts';
import type { Frame } from '../../../../src/shared/domain/frame.ts';

const grey = (width: number, height: number): Frame => ({
  width,
  height,
  data: new Uint8Array(width * height * 3).fill(100),
});

test('a mask’s edge is bright, what is beside it is dark, everything else stays', () => {
  const mask = new Uint8Array(12 * 12).map((_, index) => (index % 12 >= 6 ? 1 : 0));
  const { data } = withOutline(grey(12, 12), mask);
  const row = (channel: number): number[] =>
    Array.from({ length: 12 }, (_, column) => data[(5 * 12 + column) * 3 + channel] ?? -1);
  expect(row(2)).toEqual([100, 100, 100, 100, 0, 255, 255, 0, 100, 100, 100, 100]);
  expect(row(0)).toEqual([100, 100, 100, 100, 0, 0, 0, 0, 100, 100, 100, 100]);
  expect(withOutline(grey(12, 12), new Uint8Array(144).fill(1)).data).toEqual(grey(12, 12).data);
  expect(() => withOutline(grey(8, 8), new Uint8Array(3))).toThrow(RangeError);
});

test('a frame is fitted to a side, smaller or larger, its aspect kept', async () => {
  expect(await fitFrame(grey(400, 200), 100)).toMatchObject({ width: 100, height: 50 });
  const larger = await fitFrame(grey(30, 60), 120);
  expect(larger).toMatchObject({ width: 60, height: 120 });
  expect(larger.data).toHaveLength(60 * 120 * 3);
  expect(new Set(larger.data)).toEqual(new Set([100]));
});
