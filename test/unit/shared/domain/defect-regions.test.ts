import { InferenceSession } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { frameTensor } from '../../../../src/main/learning/run-graph.ts';
import { findRegions, outlineOf, withoutSpecks } from '../../../../src/shared/domain/defect-regions.ts';
import { largestRegions } from '../../../../src/shared/domain/region-profile.ts';
import { testFrame } from '../../../support/pictures.ts';
import { smallGraph, smallInput } from '../../../support/small-model.ts';

/** Draws a map in tenths; `.` is 0. */
function draw(...rows: string[]): [Float32Array, number, number] {
  const text = rows.join('');
  const map = Float32Array.from(text, (cell) => (cell === '.' ? 0 : Number(cell) / 10));
  return [map, rows.length, text.length / rows.length];
}

const at = (pixelThreshold: number, smallestArea = 0) => ({ pixelThreshold, smallestArea });

/** Returns the sizes of the regions by flood fill, largest first. */
function floodFill(map: Float32Array, height: number, width: number, threshold: number): number[] {
  const open = new Set([...map.keys()].filter((cell) => (map[cell] ?? 0) >= threshold));
  const sizes: number[] = [];
  for (const start of open) {
    open.delete(start);
    const region = [start];
    for (let index = 0; index < region.length; index++) {
      const cell = region[index] ?? 0;
      const [row, column] = [Math.floor(cell / width), cell % width];
      for (const [down, right] of [-1, 0, 1].flatMap((y) => [-1, 0, 1].map((x) => [y, x] as const))) {
        if (row + down < 0 || row + down >= height || column + right < 0 || column + right >= width) continue;
        const neighbour = cell + down * width + right;
        if (open.delete(neighbour)) region.push(neighbour);
      }
    }
    sizes.push(region.length);
  }
  return sizes.sort((a, b) => b - a);
}

async function realMap(seed: number): Promise<Float32Array> {
  const session = await InferenceSession.create(smallGraph());
  const map = (await session.run({ frame: frameTensor(testFrame(90 + seed, 70)) }))['map']?.data;
  await session.release();
  if (!(map instanceof Float32Array)) throw new TypeError('The graph gives a map');
  return map;
}

describe('the regions of a map', () => {
  it('are counted from the smallest area on; the largest is told whether it counts or not', () => {
    const map = draw('66....', '66...7', '......', '..5...');
    expect(findRegions(...map, at(0.5))).toEqual({ count: 3, largest: 4 / 24 });
    expect(findRegions(...map, at(0.5, 2 / 24))).toEqual({ count: 1, largest: 4 / 24 });
    expect(findRegions(...map, at(0.5, 4 / 24))).toEqual({ count: 1, largest: 4 / 24 });
    expect(findRegions(...map, at(0.5, 5 / 24))).toEqual({ count: 0, largest: 4 / 24 });
    expect(findRegions(...map, at(0.9))).toEqual({ count: 0, largest: 0 });
  });

  it('hold what lies exactly at the threshold, and touch at corners, but not across the borders', () => {
    expect(findRegions(...draw('5.', '.5'), at(0.5))).toEqual({ count: 1, largest: 0.5 });
    expect(findRegions(...draw('..5', '5..'), at(0.5))).toEqual({ count: 2, largest: 1 / 6 });
    expect(findRegions(...draw('4'), at(0.5))).toEqual({ count: 0, largest: 0 });
    expect(findRegions(...draw('999', '9.9', '999'), at(0.5))).toEqual({ count: 1, largest: 8 / 9 });
  });

  it('hold what is not a number: it is never good', () => {
    expect(findRegions(Float32Array.of(0, Number.NaN, 0, 0), 2, 2, at(0.5))).toEqual({
      count: 1,
      largest: 0.25,
    });
  });

  it('have the same share of the picture at every resolution of the map', () => {
    const [small, height, width] = draw('..77', '..77', '....', '5...');
    const fine = new Float32Array(small.length * 9);
    for (let cell = 0; cell < fine.length; cell++) {
      const [row, column] = [Math.floor(cell / (width * 3)), cell % (width * 3)];
      fine[cell] = small[Math.floor(row / 3) * width + Math.floor(column / 3)] ?? 0;
    }
    const limits = at(0.5, 0.1);
    expect(findRegions(fine, height * 3, width * 3, limits)).toEqual(
      findRegions(small, height, width, limits),
    );
  });

  it('of a real model’s map are those that a flood fill finds, at every threshold', async () => {
    for (const seed of [0, 1]) {
      const map = await realMap(seed);
      const sorted = map.toSorted();
      const thresholds = [0.02, 0.2, 0.5, 0.8, 0.9, 0.99, 1].map(
        (share) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0,
      );
      const profile = largestRegions(map, smallInput, smallInput, thresholds);
      const areas = thresholds.map((threshold) => floodFill(map, smallInput, smallInput, threshold));
      for (const [level, sizes] of areas.entries()) {
        const smallestArea = 20 / map.length;
        expect(findRegions(map, smallInput, smallInput, at(thresholds[level] ?? 0, smallestArea))).toEqual({
          count: sizes.filter((size) => size >= 20).length,
          largest: (sizes[0] ?? 0) / map.length,
        });
      }
      expect(profile).toEqual(areas.map(([most]) => most ?? 0));
      expect(new Set(profile).size).toBeGreaterThan(3);
    }
  });

  it('are refused where the map has another size', () => {
    expect(() => findRegions(new Float32Array(5), 2, 3, at(0.5))).toThrow(RangeError);
  });
});

describe('a map without its specks', () => {
  it('keeps the regions that count and all that lies below the threshold', () => {
    const [map, height, width] = draw('66...4', '66...7', '......', '..5...');
    const outlined = withoutSpecks(map, height, width, at(0.5, 2 / 24));
    expect(findRegions(outlined, height, width, at(0.5))).toEqual({ count: 1, largest: 4 / 24 });
    expect(outlined[5]).toBeCloseTo(0.4, 6);
    expect([outlined[11], outlined[20]]).toEqual([Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]);
    expect(map[11]).toBeCloseTo(0.7, 6);
  });

  it('is the map itself where all regions count', () => {
    const [map, height, width] = draw('66', '66');
    expect(withoutSpecks(map, height, width, at(0.5, 0.5))).toBe(map);
    expect(withoutSpecks(map, height, width, at(0.5))).toBe(map);
  });
});

describe('what is outlined', () => {
  const [map, height, width] = draw(
    '..2..6..', //
    '.22..56.',
    '........',
    '.....55.',
  );
  const inside = ({ map: outlined, level }: ReturnType<typeof outlineOf>): string =>
    [...outlined].map((score) => (score < level ? '.' : '#')).join('');

  it('are the regions that count, whatever the verdict', () => {
    for (const verdict of ['good', 'review', 'defect'] as const) {
      const outline = outlineOf(map, height, width, at(0.5), verdict);
      expect(outline).toMatchObject({ kind: 'regions', level: 0.5 });
      expect(inside(outline)).toBe('.....#.......##..............##.');
    }
  });

  it('is the strongest place alone where a part that is not good has no region', () => {
    for (const verdict of ['review', 'defect'] as const) {
      const outline = outlineOf(map, height, width, at(0.9), verdict);
      expect(outline.kind).toBe('strongest');
      expect(outline.level).toBeCloseTo(0.54, 6);
      expect(inside(outline)).toBe('.....#........#.................');
    }
    expect(outlineOf(map, height, width, at(0.9), 'good').kind).toBe('none');
  });

  it('is the strongest place, too, where every region is smaller than the smallest area', () => {
    const outline = outlineOf(map, height, width, at(0.55, 0.5), 'defect');
    expect(outline.kind).toBe('strongest');
    expect(inside(outline)).toBe('.....#........#.................');
  });

  it('holds for maps below zero, with values that are no numbers, and empty ones', () => {
    const below = Float32Array.of(-3, -1, -2, -1);
    expect(inside(outlineOf(below, 2, 2, at(0.5), 'defect'))).toBe('.#.#');
    expect(outlineOf(Float32Array.of(0, Number.NaN), 1, 2, at(0.5), 'defect').kind).toBe('regions');
    const nothing = new Float32Array(4).fill(Number.NEGATIVE_INFINITY);
    expect(outlineOf(nothing, 2, 2, at(0.5), 'defect').kind).toBe('none');
  });
});
