import { describe, expect, it } from 'vitest';
import { auroc } from '../../../../../src/main/networks/metrics/auroc.ts';
import type { ScoredMap } from '../../../../../src/main/networks/metrics/scored-map.ts';
import { labelled } from '../../../../support/labelled.ts';
import { statisticsOf } from '../../../../support/pixel-statistics.ts';

const pixelAuroc = (maps: readonly ScoredMap[]): number | null => statisticsOf(maps).auroc();

describe('AUROC', () => {
  it('is 1 when every defective sample scores higher, 0 when every one scores lower', () => {
    expect(auroc(labelled([1, 2, 3, 4], [false, false, true, true]))).toBe(1);
    expect(auroc(labelled([1, 2, 3, 4], [true, true, false, false]))).toBe(0);
  });

  it('counts ties half', () => {
    expect(auroc(labelled([5, 5, 5, 5], [true, false, true, false]))).toBe(0.5);
    // Pairs (defective, good): 2>1, 2=2, 3>1, 3>2 → 3.5 of 4.
    expect(auroc(labelled([1, 2, 2, 3], [false, false, true, true]))).toBe(0.875);
  });

  it('takes both zeros for equal and infinity for a score', () => {
    expect(auroc(labelled([0, -0], [false, true]))).toBe(0.5);
    expect(auroc(labelled([-Infinity, Infinity], [false, true]))).toBe(1);
  });

  it('does not round scores', () => {
    expect(auroc(labelled([1, 1 + 1e-12], [false, true]))).toBe(1);
  });

  it('is undefined with one class', () => {
    expect(auroc(labelled([1, 2], [true, true]))).toBeNull();
    expect(auroc(labelled([], []))).toBeNull();
  });

  it('refuses a score that is not a number', () => {
    expect(() => auroc(labelled([1, Number.NaN], [false, true]))).toThrow(RangeError);
  });

  it('equals the count over all pairs on random scores with many ties', () => {
    const scores = Float32Array.from({ length: 300 }, (_, index) => (index * 7919) % 37);
    const labels = Array.from(scores, (score, index) => (index * 31) % 7 < 3 + score / 37);
    let wins = 0;
    let pairs = 0;
    for (const [i, a] of scores.entries()) {
      for (const [j, b] of scores.entries()) {
        if (!labels[i] || labels[j]) continue;
        pairs++;
        wins += a > b ? 1 : a === b ? 0.5 : 0;
      }
    }
    expect(auroc(labelled(scores, labels))).toBeCloseTo(wins / pairs, 12);
  });
});

describe('pixel AUROC', () => {
  it('ranks the pixels of all maps together', () => {
    const maps = [
      { scores: new Float32Array([1, 2]), mask: new Uint8Array([0, 255]), height: 1, width: 2 },
      { scores: new Float32Array([2, 3]), mask: null, height: 1, width: 2 },
    ];
    // The defective pixel 2 against good 1, 2, 3: 1 + 0.5 + 0 of 3.
    expect(pixelAuroc(maps)).toBe(0.5);
  });

  it('refuses a map whose mask has another size, and a score that is not a number', () => {
    const scores = new Float32Array([1, Number.NaN]);
    expect(() => pixelAuroc([{ scores, mask: new Uint8Array(3), height: 1, width: 2 }])).toThrow(RangeError);
    expect(() => pixelAuroc([{ scores, mask: new Uint8Array([1, 0]), height: 1, width: 2 }])).toThrow(
      RangeError,
    );
  });
});
