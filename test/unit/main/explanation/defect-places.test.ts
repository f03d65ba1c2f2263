import { describe, expect, it } from 'vitest';
import type { JudgedEntry } from '../../../../src/shared/contract/log.ts';
import { boxAround, defectPlaces } from '../../../../src/main/explanation/defect-places.ts';
import { openLog, watched } from '../../../support/log.ts';

const size = { height: 20, width: 20 };

/** Makes a real entry with the test's limits and a map of another size than the picture. */
async function entryWith(limits: { pixelThreshold: number; smallestArea: number }): Promise<JudgedEntry> {
  const station = openLog();
  const session = await station.session('Cookie', watched);
  const id = await station.record(session, 1, 5, 0);
  const detail = station.log.getJudged(id ?? 0);
  return { ...detail, map: { ...detail.map, ...size }, thresholds: { ...detail.thresholds, ...limits } };
}

function mapWith(values: Readonly<Record<number, number>>): Float32Array {
  return Float32Array.from({ length: 400 }, (_, at) => values[at] ?? 0.1 + at / 10_000);
}

const marked = (weights: Float32Array): number[] =>
  [...weights.keys()].filter((at) => (weights[at] ?? 0) > 0);

describe('the places of a defect', () => {
  it('are the regions that count', async () => {
    const map = mapWith({ 42: 0.9, 43: 0.8, 300: 0.7 });
    const all = defectPlaces(map, await entryWith({ pixelThreshold: 0.5, smallestArea: 0 }));
    expect(marked(all.weights)).toEqual([42, 43, 300]);
    expect((all.weights[42] ?? 0) - (all.weights[300] ?? 0)).toBeCloseTo(0.2, 5);
    const large = defectPlaces(map, await entryWith({ pixelThreshold: 0.5, smallestArea: 0.005 }));
    expect(marked(large.weights)).toEqual([42, 43]);
  });

  it('are the hottest hundredth of the map where no region counts, NaN left out', async () => {
    const entry = await entryWith({ pixelThreshold: 5, smallestArea: 0 });
    const { weights } = defectPlaces(mapWith({ 5: Number.NaN, 42: 0.9, 43: 0.8, 300: 0.7, 301: 0.6 }), entry);
    expect(marked(weights)).toEqual([42, 43, 300, 301]);
  });
});

describe('the box around a defect', () => {
  const around = (cells: readonly number[], picture: { width: number; height: number }) =>
    boxAround(
      { ...size, weights: Float32Array.from({ length: 400 }, (_, at) => Number(cells.includes(at))) },
      picture,
    );

  it('is a square with some surroundings in the middle', () => {
    expect(around([189, 190, 209, 210], { width: 200, height: 200 })).toEqual({
      left: 75,
      top: 75,
      width: 50,
      height: 50,
    });
  });

  it('stays in the picture, at its corners and where it is narrow', () => {
    expect(around([0], { width: 200, height: 200 })).toEqual({ left: 0, top: 0, width: 50, height: 50 });
    expect(around([399], { width: 200, height: 200 })).toEqual({
      left: 150,
      top: 150,
      width: 50,
      height: 50,
    });
    expect(around([0, 399], { width: 300, height: 100 })).toEqual({
      left: 0,
      top: 0,
      width: 300,
      height: 100,
    });
  });
});
