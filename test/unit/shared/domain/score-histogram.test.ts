import { describe, expect, it } from 'vitest';
import { rocCurve } from '../../../../src/shared/domain/roc-curve.ts';
import { scoreHistogram } from '../../../../src/shared/domain/score-histogram.ts';
import { scoreScale } from '../../../../src/shared/domain/score-scale.ts';
import { auroc } from '../../../../src/main/networks/metrics/auroc.ts';

describe('score scale', () => {
  it.each([
    ['linear', [1, 2, 5]],
    ['logarithmic', [0.1, 2, 50]],
    ['linear', [-3, 100]],
    ['linear', [4, 4]],
    ['linear', []],
  ] as const)('is %s for %j, holds all scores and leads back from places to scores', (kind, scores) => {
    const scale = scoreScale(scores);
    expect(scale.kind).toBe(kind);
    for (const score of scores) {
      const position = scale.position(score);
      expect(position).toBeGreaterThan(0);
      expect(position).toBeLessThan(1);
      expect(scale.score(position)).toBeCloseTo(score, 9);
    }
  });

  it('has rising ticks within its ends', () => {
    for (const scores of [
      [1, 2, 5],
      [0.1, 50],
      [-3, 100],
      [1234, 1235],
    ]) {
      const { ticks, minimum, maximum } = scoreScale(scores);
      expect(ticks.length).toBeGreaterThan(1);
      expect(ticks.length).toBeLessThan(14);
      expect([...ticks].sort((a, b) => a - b)).toEqual(ticks);
      expect(Math.min(...ticks)).toBeGreaterThanOrEqual(minimum);
      expect(Math.max(...ticks)).toBeLessThanOrEqual(maximum);
    }
  });

  it('keeps what lies beyond its ends at the ends', () => {
    const scale = scoreScale([1, 2]);
    expect(scale.position(-10)).toBe(0);
    expect(scale.position(10)).toBe(1);
    expect(scoreScale([0.1, 50]).position(0)).toBe(0);
  });
});

describe('score histogram', () => {
  it('counts every part once, the highest score included', () => {
    const scores = Array.from({ length: 50 }, (_, index) => ({
      score: index / 7,
      defective: index % 3 === 0,
    }));
    const bins = scoreHistogram(scores, scoreScale(scores.map(({ score }) => score)), 12);
    expect(bins).toHaveLength(12);
    expect(bins.reduce((sum, bin) => sum + bin.good + bin.defective, 0)).toBe(50);
    expect(bins.reduce((sum, bin) => sum + bin.defective, 0)).toBe(17);
  });
});

describe('ROC curve', () => {
  it('encloses the area that the station measures, ties included', () => {
    const scores = [0.1, 0.4, 0.35, 0.8, 0.4, 0.9, 0.2, 0.4].map((score, index) => ({
      score,
      defective: index % 2 === 1,
    }));
    const points = rocCurve(scores);
    let area = 0;
    points.forEach((point, index) => {
      const before = points[index - 1];
      if (!before) return;
      const width = point.falseRejectRate - before.falseRejectRate;
      area += (width * (point.detectionRate + before.detectionRate)) / 2;
    });
    expect(area).toBeCloseTo(auroc(scores) ?? NaN, 12);
    expect(points.at(-1)).toMatchObject({ falseRejectRate: 1, detectionRate: 1 });
  });

  it('is empty without good or without defective parts', () => {
    expect(rocCurve([{ score: 1, defective: true }])).toEqual([]);
    expect(rocCurve([])).toEqual([]);
  });
});
