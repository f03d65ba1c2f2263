import { describe, expect, it } from 'vitest';
import { overlayFrame } from '../../../../src/main/images/overlay.ts';
import { upsample } from '../../../../src/shared/domain/upsample.ts';
import { testFrame } from '../../../support/pictures.ts';

const thresholds = { review: 5, defect: 8 };

describe('bringing a map to a picture’s size', () => {
  it('keeps a constant map and the map’s own size as they are', () => {
    expect(new Set(upsample(new Float32Array(6).fill(3), 2, 3, 31, 17))).toEqual(new Set([3]));
    const map = Float32Array.from({ length: 12 }, (_, at) => at * at);
    expect(upsample(map, 3, 4, 3, 4)).toEqual(map);
  });

  it('puts pixel centres at halves', () => {
    expect([...upsample(Float32Array.of(0, 1), 1, 2, 1, 4)]).toEqual([0, 0.25, 0.75, 1]);
  });

  it('goes up evenly along both axes', () => {
    const map = Float32Array.from({ length: 64 }, (_, at) => Math.floor(at / 8) * 10 + (at % 8));
    const large = upsample(map, 8, 8, 32, 32);
    // The centre of the large pixel (r, c) in the small grid is (r + 0.5) / 4 − 0.5.
    expect(large[13 * 32 + 18]).toBeCloseTo(10 * (13.5 / 4 - 0.5) + (18.5 / 4 - 0.5), 5);
  });

  it('refuses a map of another size', () => {
    expect(() => upsample(new Float32Array(5), 2, 3, 4, 4)).toThrow(RangeError);
  });
});

describe('heatmap over a picture', () => {
  it('leaves the picture as it is where the score lies below the review limit', () => {
    const frame = testFrame();
    expect(
      overlayFrame(frame, { map: new Float32Array(16).fill(4.99), height: 4, width: 4 }, thresholds),
    ).toEqual(frame);
  });

  it('colours what lies above, and only that', () => {
    const frame = testFrame(80, 40);
    const map = Float32Array.of(0, 0, 0, 0, 0, 0, 0, 20);
    const heated = overlayFrame(frame, { map, height: 1, width: 8 }, thresholds);
    expect(heated.data.subarray(0, 3)).toEqual(frame.data.subarray(0, 3));
    expect(heated.data.subarray(79 * 3, 80 * 3)).not.toEqual(frame.data.subarray(79 * 3, 80 * 3));
  });
});
