import { describe, expect, it, test } from 'vitest';
import {
  isDefectByRegion,
  isLargeEnough,
  judge,
  smallestCells,
  type Limits,
} from '../../../../src/shared/domain/verdict.ts';

const limits: Limits = { review: 0.3, defect: 0.5, pixelThreshold: 0.5, smallestArea: 0.001 };
const off: Limits = { ...limits, smallestArea: 0 };

describe('the verdict on a part', () => {
  test.each([
    [0.29, 'good'],
    [0.3, 'review'],
    [0.49, 'review'],
    [0.5, 'defect'],
    [Number.NaN, 'defect'],
  ] as const)(
    'a score of %f alone is %s, however large a region, while no smallest area is set',
    (score, verdict) => {
      expect(judge({ score, largestRegion: 1 }, off)).toBe(verdict);
      expect(judge({ score, largestRegion: 0 }, limits)).toBe(verdict);
    },
  );

  test.each([0, 0.29, 0.3, 0.49, 0.5])(
    'a region of the smallest area is a defect at a score of %f',
    (score) => {
      expect(judge({ score, largestRegion: 0.001 }, limits)).toBe('defect');
      expect(judge({ score, largestRegion: 0.5 }, limits)).toBe('defect');
    },
  );

  it('is never lowered by what is in the map', () => {
    const order = ['good', 'review', 'defect'];
    for (const score of [0, 0.3, 0.5, 2]) {
      const byScore = judge({ score, largestRegion: 0 }, off);
      for (const largestRegion of [0, 0.0005, 0.001, 1]) {
        const both = judge({ score, largestRegion }, limits);
        expect(order.indexOf(both)).toBeGreaterThanOrEqual(order.indexOf(byScore));
      }
    }
  });

  it('says whether a region alone made it', () => {
    expect(isDefectByRegion({ score: 0.1, largestRegion: 0.001 }, limits)).toBe(true);
    expect(isDefectByRegion({ score: 0.6, largestRegion: 0.001 }, limits)).toBe(false);
    expect(isDefectByRegion({ score: 0.1, largestRegion: 0.0009 }, limits)).toBe(false);
    expect(isDefectByRegion({ score: 0.1, largestRegion: 1 }, off)).toBe(false);
  });
});

describe('the smallest area', () => {
  it('is reached at exactly its pixels, at every size of a map, typed as percent or not', () => {
    for (const cells of [1, 7, 100, 10_000, 256 * 256, 304 * 208, 1024 * 1024]) {
      for (const percent of [0.01, 0.03, 0.05, 0.07, 0.29, 0.57, 1, 7, 33.33, 100]) {
        const share = percent / 100;
        const fewest = smallestCells(share, cells);
        expect(isLargeEnough(fewest / cells, share), `${fewest} of ${cells} at ${percent} %`).toBe(true);
        if (fewest > 1) expect(isLargeEnough((fewest - 1) / cells, share), `${percent} %`).toBe(false);
      }
    }
    // 0.07 / 100 is a little more than 7 / 10,000 in binary fractions.
    expect(0.07 / 100).toBeGreaterThan(7 / 10_000);
    expect(smallestCells(0.07 / 100, 10_000)).toBe(7);
    expect(smallestCells(33 / 65_536, 65_536)).toBe(33);
    expect(smallestCells(0, 65_536)).toBe(1);
  });
});
