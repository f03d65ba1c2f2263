import { describe, expect, it } from 'vitest';
import {
  frameInPlace,
  mapOverPicture,
  maskOverPicture,
} from '../../../../../src/main/images/alignment/warp.ts';
import type { Pixels } from '../../../../../src/main/images/likeness/measure-picture.ts';
import { motionOf, reversed } from '../../../../../src/shared/domain/pose.ts';
import { bracket, pictureOf, pictureSize } from '../../../../support/lying-part.ts';

const { width, height } = pictureSize;
const lies = { x: 92, y: 58, angle: 35 };
/** Motion from an upright part in the middle to the part in the picture. */
const motion = motionOf(
  { angle: (35 * Math.PI) / 180, right: 12 / width, down: -6 / height },
  { x: 80 / width, y: 64 / height },
  width / height,
);

function luminance({ data }: { readonly data: Uint8Array }, x: number, y: number): number {
  return data[(y * width + x) * 3] ?? 0;
}

describe('bringing a part into place', () => {
  it('shows the part where it belongs, and the border where the picture ends', () => {
    const placed = frameInPlace(pictureOf(bracket, lies), motion);
    const upright = pictureOf(bracket, { x: 80, y: 64, angle: 0 });
    for (const [x, y] of [
      [60, 60],
      [100, 90],
      [60, 42],
      [110, 50],
      [2, 2],
    ] as const) {
      expect(Math.abs(luminance(placed, x, y) - luminance(upright, x, y))).toBeLessThan(13);
    }
  });

  it('leaves alpha out, and makes large frames smaller', () => {
    const picture = pictureOf(bracket, lies);
    const withAlpha = new Uint8Array(width * height * 4).fill(7);
    for (let at = 0; at < width * height; at++) {
      withAlpha.set(picture.data.subarray(at * 3, at * 3 + 3), at * 4);
    }
    expect(frameInPlace({ ...picture, channels: 4, data: withAlpha }, motion)).toEqual(
      frameInPlace(picture, motion),
    );
    const large: Pixels = {
      width: 2000,
      height: 1500,
      channels: 3,
      data: new Uint8Array(2000 * 1500 * 3).fill(50),
    };
    expect(frameInPlace(large, motion)).toMatchObject({ width: 1000, height: 750 });
  });

  it('takes a map back over the picture, and says where the model did not look', () => {
    const [columns, rows] = [40, 32];
    const map = new Float32Array(columns * rows);
    // Put a defect at the foot of the upright part, pixel (100, 88).
    map.fill(0.9, 22 * columns + 24, 22 * columns + 27);
    map.fill(0.9, 21 * columns + 24, 21 * columns + 27);
    const over = mapOverPicture({ map, width: columns, height: rows }, reversed(motion), -1);
    const highest = over.indexOf(Math.max(...over));
    const [x, y] = [((highest % columns) + 0.5) * 4, (Math.floor(highest / columns) + 0.5) * 4];
    const turn = (35 * Math.PI) / 180;
    const at = [
      92 + Math.cos(turn) * 22 - Math.sin(turn) * 24,
      58 + Math.sin(turn) * 22 + Math.cos(turn) * 24,
    ] as const;
    expect(Math.hypot(x - at[0], y - at[1])).toBeLessThan(5);
    expect(over).toContain(-1);
    const area = new Uint8Array(width * height).fill(1, 0, (width * height) / 2);
    const mask = maskOverPicture(area, pictureSize, reversed(motion));
    // The first place lies above the part's middle, as the part is turned; the second one below.
    expect(mask[40 * width + 103]).toBe(1);
    expect(mask[76 * width + 80]).toBe(0);
  });
});
