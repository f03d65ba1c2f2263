import { describe, expect, it } from 'vitest';
import { connectedComponents } from '../../../../../src/shared/domain/connected-components.ts';
import type { ScoredMap } from '../../../../../src/main/networks/metrics/scored-map.ts';
import { statisticsOf } from '../../../../support/pixel-statistics.ts';

const auPro = (maps: readonly ScoredMap[], limit = 0.3): number | null => statisticsOf(maps).auPro(limit);

function row(scores: number[], mask: number[] | null): ScoredMap {
  return {
    scores: new Float32Array(scores),
    mask: mask && Uint8Array.from(mask),
    height: 1,
    width: scores.length,
  };
}

/** Computes AU-PRO by its definition, with one pass over all pixels for each threshold. */
function auProByDefinition(maps: readonly ScoredMap[], limit: number): number {
  const regions = maps.flatMap(({ scores, mask, height, width }) => {
    if (mask === null) return [];
    const { labels, count } = connectedComponents(mask, height, width);
    return Array.from({ length: count }, (_, region) =>
      scores.filter((_score, pixel) => labels[pixel] === region + 1),
    );
  });
  const good = maps.flatMap(({ scores, mask }) =>
    Array.from(scores).filter((_score, pixel) => mask?.[pixel] !== 1),
  );
  const thresholds = [...new Set(maps.flatMap(({ scores }) => Array.from(scores)))].sort((a, b) => b - a);
  const points = thresholds.map((threshold) => {
    const shareOf = (scores: ArrayLike<number>): number =>
      Array.from(scores).filter((score) => score >= threshold).length / scores.length;
    return {
      x: shareOf(good),
      y: regions.reduce((sum, region) => sum + shareOf(region), 0) / regions.length,
    };
  });
  let area = 0;
  let before = { x: 0, y: 0 };
  for (const point of points) {
    const x = Math.min(point.x, limit);
    const y =
      point.x > before.x
        ? before.y + ((point.y - before.y) * (x - before.x)) / (point.x - before.x)
        : point.y;
    area += ((x - before.x) * (before.y + y)) / 2;
    before = { x, y };
    if (point.x >= limit) break;
  }
  return area / limit;
}

describe('AU-PRO', () => {
  it('is 1 when all defective pixels lie above all good ones, 0 when far below', () => {
    expect(auPro([row([9, 8, 1, 2], [1, 1, 0, 0])])).toBe(1);
    expect(auPro([row([0, 0, 1, 2, 3, 4], [1, 1, 0, 0, 0, 0])])).toBe(0);
  });

  it('weighs a small region like a large one', () => {
    // Good pixels 0..9 once each; a region of four found at once, a region of one only after all good pixels.
    const maps = [row([20, 20, 20, 20, 0.5, -1], [1, 1, 1, 1, 0, 1]), row([1, 2, 3, 4, 5, 6, 7, 8, 9], null)];
    expect(auPro(maps)).toBeCloseTo(0.5, 12);
  });

  it('interpolates at the limit, by hand', () => {
    // Thresholds 3, 2, 1: (0, 1/2), (1/2, 1/2), (1, 1). Up to 3/4: 1/4 + (1/2 + 3/4)/2 · 1/4, divided by 3/4.
    expect(auPro([row([3, 1, 2, 1], [1, 1, 0, 0])], 0.75)).toBeCloseTo((0.25 + 0.625 * 0.25) / 0.75, 12);
    expect(auPro([row([3, 1, 2, 1], [1, 1, 0, 0])], 1)).toBeCloseTo(0.25 + 0.375, 12);
  });

  it('is half the limit’s chord for maps that say nothing', () => {
    expect(auPro([row([5, 5, 5, 5], [1, 0, 0, 0])], 0.3)).toBeCloseTo(0.15, 12);
  });

  it('orders negative scores, zeros and infinities like numbers', () => {
    expect(auPro([row([-1, -0.5, -2, -3], [1, 1, 0, 0])])).toBe(1);
    expect(auPro([row([-0, 0, 0, -0], [1, 1, 0, 0])], 1)).toBeCloseTo(0.5, 12);
    expect(auPro([row([Infinity, 1, 2, -Infinity], [1, 1, 0, 0])], 1)).toBeCloseTo(0.25 + 0.5, 12);
  });

  it.each([0.05, 0.3, 1])('equals the definition on random maps with ties, limit %d', (limit) => {
    const maps = Array.from({ length: 4 }, (_, image): ScoredMap => {
      const [height, width] = [17, 23];
      const random = (pixel: number, salt: number): number =>
        (Math.imul(pixel + 1 + image * 1000, 0x9e3779b1 + salt * 0x85ebca6b) >>> 8) / 2 ** 24;
      const mask = Uint8Array.from({ length: height * width }, (_, pixel) => Number(random(pixel, 1) < 0.2));
      const scores = Float32Array.from(
        mask,
        (value, pixel) => Math.round((random(pixel, 2) + value * 0.3 - 0.5) * 40) / 40,
      );
      return { scores, mask: image === 3 ? null : mask, height, width };
    });
    expect(auPro(maps, limit)).toBeCloseTo(auProByDefinition(maps, limit), 10);
  });

  it('is undefined without defective or without good pixels', () => {
    expect(auPro([row([1, 2], null)])).toBeNull();
    expect(auPro([row([1, 2], [1, 1])])).toBeNull();
    expect(auPro([])).toBeNull();
  });

  it('refuses scores that are not numbers and limits out of range', () => {
    expect(() => auPro([row([1, Number.NaN], [1, 0])])).toThrow(RangeError);
    expect(() => auPro([row([Number.NaN, 1], [1, 0])])).toThrow(RangeError);
    expect(() => auPro([row([1, 2], [1, 0])], 0)).toThrow(RangeError);
    expect(() => auPro([row([1, 2], [1, 0])], 1.1)).toThrow(RangeError);
  });
});
