import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../../src/main/networks/random.ts';
import { createImageOrder, permutation } from '../../../../src/main/learning/image-order.ts';
import { epochsFor, learningRateAt, presets } from '../../../../src/main/families/patch/settings.ts';
import { createProgress, studentShares } from '../../../../src/main/learning/progress.ts';
import { splitValidation } from '../../../../src/main/learning/split.ts';

describe('the validation split', () => {
  it('holds out about 15 %, at least 2 and at most 60, and loses nothing', () => {
    for (const [count, held] of [
      [5, 2],
      [31, 5],
      [1000, 60],
    ] as const) {
      const items = Array.from({ length: count }, (_, index) => index);
      const { training, validation } = splitValidation(items, permutation(count, seededRandom(3)));
      expect(validation).toHaveLength(held);
      expect([...training, ...validation].toSorted((a, b) => a - b)).toEqual(items);
    }
  });

  it('is the same for the same seed and another for another', () => {
    const items = Array.from({ length: 50 }, (_, index) => index);
    const split = (seed: number): number[] =>
      splitValidation(items, permutation(50, seededRandom(seed))).validation;
    expect(split(1)).toEqual(split(1));
    expect(split(1)).not.toEqual(split(2));
  });
});

describe('the order of images', () => {
  it('shows each image once a pass, in batches that may span passes', () => {
    const next = createImageOrder(['a', 'b', 'c'], seededRandom(1));
    const seen = [...next(2), ...next(2), ...next(2)];
    expect(seen.slice(0, 3).toSorted()).toEqual(['a', 'b', 'c']);
    expect(seen.slice(3).toSorted()).toEqual(['a', 'b', 'c']);
  });
});

describe('presets', () => {
  it('count epochs by the number of images unless they or the engineer say it', () => {
    expect(epochsFor(presets.compact, 40, null)).toBe(5);
    expect(epochsFor(presets.compact, 4000, null)).toBe(0.05);
    expect(epochsFor(presets.paper, 30, null)).toBe(100);
    expect(epochsFor(presets.compact, 30, 7)).toBe(7);
  });

  it('lower the learning rate towards the end, but for the paper’s', () => {
    expect(learningRateAt(presets.compact, 0.9)).toBeLessThan(learningRateAt(presets.compact, 0.1));
    expect(learningRateAt(presets.paper, 0.9)).toBe(1e-4);
  });
});

describe('progress of a training', () => {
  it('never goes backwards, ends at 1, and knows the time left once there is something to go by', () => {
    let time = 0;
    const reports: [string, number, number | null][] = [];
    const progress = createProgress(
      (...report) => reports.push(report),
      studentShares,
      () => (time += 250),
    );
    for (const phase of ['teacher-descriptors', 'students', 'validation-statistics', 'export'] as const) {
      const report = progress.phase(phase);
      for (const share of [0.2, 0.1, 0.6, 1]) report(share);
    }
    const shares = reports.map(([, share]) => share);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.at(-1)).toBeCloseTo(1, 9);
    expect(reports[0]?.[2]).toBeNull();
    expect(reports.at(-1)?.[2]).toBeCloseTo(0, 6);
  });

  it('is told at most five times a second, the end of a phase always', () => {
    const reports: number[] = [];
    const report = createProgress(
      (_, share) => reports.push(share),
      studentShares,
      () => 0,
    ).phase('students');
    for (let share = 0; share < 1; share += 0.01) report(share);
    report(1);
    expect(reports.length).toBeLessThanOrEqual(3);
    expect(reports.at(-1)).toBeCloseTo(0.92, 9);
  });
});
