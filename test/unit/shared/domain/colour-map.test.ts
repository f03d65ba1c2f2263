import { describe, expect, it } from 'vitest';
import {
  colourise,
  heatPosition,
  heatScale,
  pictureScale,
  rampColour,
  wholeScale,
  type Rgba,
} from '../../../../src/shared/domain/colour-map.ts';

const thresholds = { review: 3, defect: 5 };

/** Computes CIE L* of an sRGB colour, 0..100. */
function lightness([red, green, blue]: Rgba): number {
  const [r = 0, g = 0, b = 0] = [red, green, blue].map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  const luminance = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  return luminance > 0.008856 ? 116 * Math.cbrt(luminance) - 16 : 903.3 * luminance;
}

function colours(scores: number[], limits = thresholds): number[][] {
  const target = new Uint8ClampedArray(scores.length * 4);
  colourise(Float32Array.from(scores), heatScale(limits), target);
  return scores.map((_, at) => [...target.subarray(at * 4, at * 4 + 4)]);
}

describe('the heatmap’s colours', () => {
  it('are wholly transparent below the review limit and visible from it on', () => {
    expect(colours([-100, 0, 2.999])).toEqual([
      [0, 0, 0, 0],
      [0, 0, 0, 0],
      [0, 0, 0, 0],
    ]);
    expect(colours([3])[0]?.[3]).toBeGreaterThan(100);
  });

  it('get lighter with the score, evenly', () => {
    const ramp = Array.from({ length: 33 }, (_, at) => lightness(rampColour(at / 32)));
    const rises = ramp.slice(1).map((value, at) => value - (ramp[at] ?? 0));
    const mean = rises.reduce((sum, rise) => sum + rise, 0) / rises.length;
    expect(Math.min(...rises)).toBeGreaterThan(mean * 0.5);
    expect(Math.max(...rises)).toBeLessThan(mean * 1.6);
  });

  it('are the same for the same score, whatever else is in the map', () => {
    const [alone] = colours([4.2]);
    expect(colours([0, 4.2, 1e6, -3])[1]).toEqual(alone);
  });

  it('are those of the ramp at the positions of the scores, and none below T1', () => {
    const scores = Array.from({ length: 200 }, (_, at) => Math.fround(at / 20));
    const scale = heatScale(thresholds);
    expect(colours(scores)).toEqual(
      scores.map((score) =>
        score < scale.start ? [0, 0, 0, 0] : [...rampColour(heatPosition(scale, score))],
      ),
    );
  });

  it('end beyond the defect limit and stay there', () => {
    const scale = heatScale(thresholds);
    expect(scale).toEqual({ start: 3, end: 10, rising: false });
    expect(heatPosition(scale, 5)).toBeCloseTo(2 / 7);
    expect(colours([10, 11, Infinity])).toEqual([10, 10, 10].map(() => [...rampColour(1)]));
  });

  it('show a score that is not a number as the hottest, like its verdict', () => {
    expect(colours([Number.NaN])).toEqual([[...rampColour(1)]]);
  });

  it('need no distance between the limits, and take limits of any size', () => {
    for (const limit of [0, 4, -4, 1e-6, 1e9]) {
      const scale = heatScale({ review: limit, defect: limit });
      expect(scale.end).toBeGreaterThan(limit);
      expect(heatPosition(scale, limit)).toBe(0);
    }
  });

  it('refuse a target of another size', () => {
    expect(() => colourise(new Float32Array(4), heatScale(thresholds), new Uint8ClampedArray(15))).toThrow(
      RangeError,
    );
  });
});

it('evaluated pictures are coloured from 0 on, whatever T1 is: an escape is seen', () => {
  const limits = { review: 0.4, defect: 0.5 };
  expect(wholeScale(limits)).toEqual({ start: 0, end: 1, rising: true });
  const target = new Uint8ClampedArray(4 * 4);
  colourise(Float32Array.of(0, 0.2, 0.39, 1), wholeScale(limits), target);
  const alphas = [3, 7, 11, 15].map((at) => target[at] ?? 0);
  expect(alphas[0]).toBe(0);
  expect(alphas).toEqual(alphas.toSorted((a, b) => a - b));
  expect(alphas[2]).toBeGreaterThan(60);
  expect(new Set(alphas).size).toBe(4);
});

it('one picture alone is coloured from its lowest to its highest score', () => {
  expect(pictureScale(Float32Array.of(0.1, Number.NaN, 0.3, Number.NEGATIVE_INFINITY))).toEqual({
    start: Math.fround(0.1),
    end: Math.fround(0.3),
    rising: true,
  });
  for (const flat of [Float32Array.of(0.2, 0.2), Float32Array.of(Number.NaN), new Float32Array(0)]) {
    const { start, end } = pictureScale(flat);
    expect(end).toBeGreaterThan(start);
  }
});
