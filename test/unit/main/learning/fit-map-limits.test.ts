import { describe, expect, it } from 'vitest';
import { seededRandom, type Random } from '../../../../src/main/networks/random.ts';
import { fitMapLimits, type ValidationMap } from '../../../../src/main/learning/fit-map-limits.ts';

const falseRejectRates = { review: 0.05, defect: 0.01 };

const side = 64;
const everywhere = new Uint8Array(side * side).fill(1);

/** Makes a map of independent exponential values, whose maximum has a known distribution. */
function noiseMap(random: Random): ValidationMap {
  const map = new Float32Array(side * side).map(() => -Math.log1p(-random.next()));
  return { map, height: side, width: side, inside: everywhere };
}

function noiseMaps(count: number, seed: number): ValidationMap[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => noiseMap(random));
}

/** Returns the score that a map's maximum exceeds at the given rate, by the exact distribution. */
const exact = (rate: number): number => -Math.log(-Math.expm1(Math.log1p(-rate) / side ** 2));

describe('limits fitted to validation maps', () => {
  it('lie where images exceed them at the stated false-reject rates', () => {
    const { review, defect } = fitMapLimits(noiseMaps(60, 1), falseRejectRates);
    expect(Math.abs(review - exact(falseRejectRates.review))).toBeLessThan(0.7);
    expect(Math.abs(defect - exact(falseRejectRates.defect))).toBeLessThan(1);
  });

  it('hold what they promise on images they have not seen', () => {
    const { review } = fitMapLimits(noiseMaps(40, 2), falseRejectRates);
    const scores = noiseMaps(400, 3).map(({ map }) => map.reduce((a, b) => Math.max(a, b)));
    const rejected = scores.filter((score) => score >= review).length / scores.length;
    expect(rejected).toBeLessThan(falseRejectRates.review * 1.6);
    expect(rejected).toBeGreaterThan(falseRejectRates.review * 0.2);
  });

  it('are of use even with a handful of images, and on the careful side', () => {
    const maps = noiseMaps(4, 4);
    const { review, defect } = fitMapLimits(maps, falseRejectRates);
    expect(Math.abs(review - exact(falseRejectRates.review))).toBeLessThan(3);
    expect(defect).toBeGreaterThan(review);
  });

  it('do not look outside the region', () => {
    const inside = everywhere.map((_, index) => (index % side < side / 2 ? 1 : 0));
    const maps = noiseMaps(20, 5).map((map) => ({ ...map, inside }));
    const loud = maps.map((map) => ({
      ...map,
      map: map.map.map((value, index) => (inside[index] === 1 ? value : 1000)),
    }));
    expect(fitMapLimits(loud, falseRejectRates)).toEqual(fitMapLimits(maps, falseRejectRates));
  });

  it('leave room above maps that are all the same', () => {
    const flat = {
      map: new Float32Array(side * side).fill(3),
      height: side,
      width: side,
      inside: everywhere,
    };
    const { review, defect } = fitMapLimits([flat, flat], falseRejectRates);
    expect(review).toBeGreaterThan(3);
    expect(defect).toBeGreaterThan(review);
  });
});
