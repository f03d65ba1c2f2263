import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../../src/main/networks/random.ts';
import { findRegions } from '../../../../src/shared/domain/defect-regions.ts';
import {
  largestRegions,
  measuredAt,
  nearestThreshold,
  profileThresholds,
} from '../../../../src/shared/domain/region-profile.ts';

describe('a profile of regions', () => {
  it('says at each of its thresholds what the live path would find', () => {
    const random = seededRandom(7);
    for (let trial = 0; trial < 60; trial++) {
      const [height, width] = [1 + random.integer(12), 1 + random.integer(12)];
      const map = Float32Array.from({ length: height * width }, () =>
        random.next() < 0.03 ? Number.NaN : Math.round(random.next() * 24) / 10,
      );
      const thresholds = profileThresholds(0.333);
      const cells = largestRegions(map, height, width, thresholds);
      for (const [level, pixelThreshold] of thresholds.entries()) {
        const live = findRegions(map, height, width, { pixelThreshold, smallestArea: 0 });
        expect((cells[level] ?? 0) / map.length, `${height} × ${width} at ${pixelThreshold}`).toBe(
          live.largest,
        );
      }
    }
  });

  it('has round thresholds and the one in force, once and rising', () => {
    const usual = profileThresholds(0.5);
    expect(usual).toHaveLength(39);
    expect([usual[0], usual[1], usual.at(-1)]).toEqual([0.1, 0.15, 2]);
    expect(profileThresholds(0.52)).toHaveLength(40);
    expect(profileThresholds(0.52).slice(7, 11)).toEqual([0.45, 0.5, 0.52, 0.55]);
    expect(profileThresholds(3).at(-1)).toBe(3);
    expect(usual).toEqual(usual.toSorted((a, b) => a - b));
  });

  it('gives each part its largest region as a share, and says when it was not measured', () => {
    const parts = [
      { score: 0.2, largestRegions: [50, 0] },
      { score: 0.7, largestRegions: [100, 25] },
    ];
    const profile = { cells: 100, pixelThresholds: [0.5, 0.6] };
    expect(measuredAt(parts, profile, 0.6)).toMatchObject({
      parts: [{ score: 0.2, largestRegion: 0 }, { largestRegion: 0.25 }],
      known: true,
    });
    const between = measuredAt(parts, profile, 0.58);
    expect(between.known).toBe(true);
    expect(between.parts[0]?.largestRegion).toBeCloseTo(0.1, 12);
    expect(between.parts[1]?.largestRegion).toBeCloseTo(0.4, 12);
    const unmeasured = [0.45, 0.65].map((threshold) => measuredAt(parts, profile, threshold));
    for (const unknown of [...unmeasured, measuredAt(parts, null, 0.5)]) {
      expect(unknown.known).toBe(false);
      expect(unknown.parts.map(({ largestRegion }) => largestRegion)).toEqual([0, 0]);
    }
  });

  it('has a nearest threshold for every wish', () => {
    expect(nearestThreshold(0.53, [0.5, 0.55])).toBe(0.55);
    expect(nearestThreshold(-1, [0.5, 0.55])).toBe(0.5);
    expect(nearestThreshold(9, [0.5, 0.55])).toBe(0.55);
  });
});
