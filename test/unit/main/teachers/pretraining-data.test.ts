import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RunningMoments } from '../../../../src/main/networks/component-moments.ts';
import { seededRandom } from '../../../../src/main/networks/random.ts';
import { cutPatches } from '../../../../src/main/teachers/cut-patches.ts';
import { loadCrops } from '../../../../src/main/teachers/crop-batch.ts';
import { listImages } from '../../../../src/main/teachers/image-list.ts';
import { fractionDone, learningRateAt } from '../../../../src/main/families/patch/pretraining-settings.ts';
import { targetStatistics } from '../../../../src/main/teachers/target-statistics.ts';
import { tripletPatches } from '../../../../src/main/teachers/triplet-patches.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { smallSettings, writePictures } from '../../../support/teachers/small-pretraining.ts';

describe('images for pretraining', () => {
  it('are listed in a fixed order, unreadable and small ones apart', async () => {
    const images = await writePictures(temporaryFolder(), 3);
    writeFileSync(join(images, 'broken.jpg'), 'no picture');
    writeFileSync(join(images, 'notes.txt'), 'no picture');
    const list = await listImages(images, 100);
    expect(list.images.map(({ file }) => file)).toEqual([join(images, '1.png'), join(images, '2.png')]);
    expect(list.skipped).toEqual(['0.png', 'broken.jpg']);
    await expect(listImages(images, 500)).rejects.toMatchObject({ code: 'NO_IMAGES' });
  });

  it('give the same crops for the same seeds, others for another step', async () => {
    const { images } = await listImages(await writePictures(temporaryFolder()), 33);
    const crops = (step: number) => loadCrops(images, { count: 3, side: 64, seeds: [1, step] });
    const first = await crops(0);
    expect(first).toHaveLength(3 * 64 * 64 * 3);
    expect(await crops(0)).toEqual(first);
    expect(await crops(1)).not.toEqual(first);
  });
});

describe('patches', () => {
  it('are cut out of the crops as they stand, the same ones for the same seeds', () => {
    const side = 40;
    const crops = Uint8Array.from({ length: 2 * side * side * 3 }, (_, i) => (i * 7) % 251);
    const cut = (seed: number) => cutPatches(crops, { side, patch: 17, count: 5, seeds: [seed] });
    const patches = cut(1);
    expect(patches).toHaveLength(5 * 17 * 17 * 3);
    expect(cut(1)).toEqual(patches);
    expect(cut(2)).not.toEqual(patches);
    const row = [...patches.subarray(0, 17 * 3)].join();
    expect([...crops].join()).toContain(row);
    const next = [...patches.subarray(17 * 3, 2 * 17 * 3)].join();
    const start = [...crops].join().indexOf(row);
    const offset = [...crops].join().slice(0, start).split(',').length - 1 + side * 3;
    expect([...crops.subarray(offset, offset + 17 * 3)].join()).toBe(next);
  });
});

describe('triplets', () => {
  it('take p and p⁺ from one crop and p⁻ from another', () => {
    const side = 40;
    const crops = new Uint8Array(2 * side * side * 3).fill(50, 0, side * side * 3).fill(200, side * side * 3);
    const { anchor, positive, negative } = tripletPatches(crops, { side, patch: 17, count: 8, seeds: [5] });
    const length = 17 * 17 * 3;
    const mean = (data: Float32Array, index: number) =>
      127 +
      (128 / length) * data.subarray(index * length, (index + 1) * length).reduce((sum, v) => sum + v, 0);
    const levels = new Set<number>();
    for (let index = 0; index < 8; index++) {
      const level = Math.round(mean(anchor, index));
      levels.add(level);
      expect(Math.abs(mean(positive, index) - level)).toBeLessThan(0.12 * level);
      expect(Math.round(mean(negative, index))).toBe(250 - level);
    }
    expect(levels).toEqual(new Set([50, 200]));
    expect(new Set(positive.subarray(0, length)).size).toBeGreaterThan(100);
  });
});

describe('triplets of crops without two equal places', () => {
  const [side, patch, count] = [44, 17, 24];
  const random = seededRandom(1);
  const crops = Uint8Array.from({ length: 3 * side * side * 3 }, () => 40 + random.integer(160));
  const cut = (seed: number) => tripletPatches(crops, { side, patch, count, seeds: [seed] });

  /** Returns the grey values of a patch. */
  const values = (data: Float32Array, index: number): Float32Array => {
    const length = patch * patch * 3;
    return data.subarray(index * length, (index + 1) * length).map((value) => value * 128 + 127);
  };
  const at = (image: number, top: number, left: number): Float32Array =>
    Float32Array.from({ length: patch * patch * 3 }, (_, i) => {
      const [row, column] = [Math.floor(i / (patch * 3)), i % (patch * 3)];
      return crops[((image * side + top + row) * side + left) * 3 + column] ?? NaN;
    });
  const sumOver = (a: Float32Array, b: Float32Array, term: (a: number, b: number) => number): number =>
    a.reduce((sum, value, i) => sum + term(value, b[i] ?? NaN), 0);

  const range = Array.from({ length: side - patch + 1 }, (_, position) => position);
  const everywhere = [0, 1, 2].flatMap((image) =>
    range.flatMap((top) => range.map((left) => ({ image, top, left, there: at(image, top, left) }))),
  );

  /** Fits a factor from the second patch to the first. @returns the factor and the standard deviation of the remainder */
  function fit(found: Float32Array, there: Float32Array) {
    const factor = sumOver(found, there, (a, b) => a * b) / sumOver(there, there, (a, b) => a * b);
    const squares = sumOver(found, there, (a, b) => (a - factor * b) ** 2);
    return { factor, deviation: Math.sqrt(squares / found.length) };
  }

  /** Returns the place from which a patch was cut, found by its first row. */
  function placeOf(found: Float32Array) {
    const row = patch * 3;
    const deviations = everywhere.map(
      ({ there }) => fit(found.subarray(0, row), there.subarray(0, row)).deviation,
    );
    const place = everywhere[deviations.indexOf(Math.min(...deviations))];
    if (!place) throw new Error('There is no place');
    return { ...place, ...fit(found, place.there) };
  }

  it('p is a patch as it is, p⁺ the same under small translation, brightness and noise, p⁻ of another', () => {
    const { anchor, positive, negative } = cut(2);
    const places = Array.from({ length: count }, (_, index) => ({
      p: placeOf(values(anchor, index)),
      plus: placeOf(values(positive, index)),
      minus: placeOf(values(negative, index)),
    }));
    for (const { p, plus, minus } of places) {
      expect(p.deviation).toBeLessThan(1e-3);
      expect(minus.deviation).toBeLessThan(1e-3);
      expect(plus.image).toBe(p.image);
      expect(minus.image).not.toBe(p.image);
      expect(Math.abs(plus.top - p.top)).toBeLessThanOrEqual(4);
      expect(Math.abs(plus.left - p.left)).toBeLessThanOrEqual(4);
      expect(Math.abs(plus.factor - 1)).toBeLessThan(0.105);
      expect(Math.abs(plus.deviation - 4)).toBeLessThan(0.5);
    }
    const spread = (numbers: number[]) => Math.max(...numbers) - Math.min(...numbers);
    expect(spread(places.map(({ p, plus }) => plus.top - p.top))).toBeGreaterThan(4);
    expect(spread(places.map(({ p, plus }) => plus.left - p.left))).toBeGreaterThan(4);
    expect(spread(places.map(({ plus }) => plus.factor))).toBeGreaterThan(0.1);
    expect(new Set(places.map(({ p }) => p.image)).size).toBe(3);
  });

  it('depend on the seeds alone', () => {
    expect(cut(2)).toEqual(cut(2));
    expect(cut(3).anchor).not.toEqual(cut(2).anchor);
  });

  it('need crops of two images', () => {
    const alone = crops.subarray(0, side * side * 3);
    expect(() => tripletPatches(alone, { side, patch, count, seeds: [1] })).toThrow(/at least two images/);
  });
});

describe('statistics of the features', () => {
  it('equal the plain formulas, and a constant component does not explode', () => {
    const features = new RunningMoments(2);
    features.addRows(Float32Array.of(1, 7, 2, 7));
    features.addRows(Float32Array.of(6, 7));
    const { mean, deviation } = targetStatistics(features);
    expect([...mean]).toEqual([3, 7]);
    expect(deviation[0]).toBeCloseTo(Math.sqrt(14 / 3), 5);
    expect(deviation[1]).toBe(1);
  });

  it('keep a feature that hardly varied from being blown up', () => {
    const features = new RunningMoments(3);
    features.addRows(Float32Array.of(0, 0, 0, 2, 0.002, 4));
    const { deviation } = targetStatistics(features);
    expect([...deviation].map((value) => Number(value.toFixed(4)))).toEqual([1, 0.1, 2]);
  });
});

describe('schedule of pretraining', () => {
  it('ends with the steps or the time, whichever is first', () => {
    const settings = smallSettings({ steps: 100, minutes: 10 });
    expect(fractionDone(settings, 50, 60)).toBe(0.5);
    expect(fractionDone(settings, 50, 540)).toBe(0.9);
    expect(fractionDone(settings, 200, 0)).toBe(1);
  });

  it('rises shortly and then falls to a hundredth', () => {
    const settings = smallSettings();
    const rates = [0, 0.01, 0.3, 0.6, 1].map((fraction) => learningRateAt(settings, fraction));
    expect(rates[0]).toBeGreaterThan(0);
    expect(rates[1]).toBeCloseTo(settings.learningRate);
    expect(rates.slice(1)).toEqual(rates.slice(1).toSorted((a, b) => b - a));
    expect(rates.at(-1)).toBeCloseTo(settings.learningRate / 100);
  });
});
