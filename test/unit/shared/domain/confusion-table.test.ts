import { describe, expect, it } from 'vitest';
import { confusionTable } from '../../../../src/shared/domain/confusion-table.ts';
import { defectKinds } from '../../../../src/shared/domain/defect-kinds.ts';
import { missesAt } from '../../../../src/shared/domain/misses.ts';

const image = (file: string, defective: boolean, score: number, largestRegion = 0) => ({
  file,
  kind: defective ? 'crack' : 'good',
  defective,
  score,
  largestRegion,
});
const scores = [
  image('a', false, 1),
  image('b', false, 2.5),
  image('c', false, 9),
  image('d', true, 0.5),
  image('e', true, 1.5),
  image('f', true, 2.2),
  image('g', true, 8),
];
const limits = { review: 2, defect: 3, pixelThreshold: 0.5, smallestArea: 0 };

describe('confusion at the limits', () => {
  it('counts truth by verdict', () => {
    const table = confusionTable(scores, limits);
    expect(table.good).toEqual({ good: 1, review: 1, defect: 1 });
    expect(table.defective).toEqual({ good: 2, review: 1, defect: 1 });
  });

  it('gives false rejects per good part, escapes per defective part, reviews per part', () => {
    const table = confusionTable(scores, limits);
    expect(table.falseRejectRate).toBeCloseTo(1 / 3);
    expect(table.escapeRate).toBe(0.5);
    expect(table.reviewRate).toBeCloseTo(2 / 7);
  });

  it('has no rate where there is nothing to divide by', () => {
    expect(confusionTable([], limits)).toMatchObject({
      falseRejectRate: null,
      escapeRate: null,
      reviewRate: null,
    });
  });

  it('calls a score at a limit by the upper verdict', () => {
    expect(confusionTable([image('x', false, 3)], limits).good.defect).toBe(1);
    expect(confusionTable([image('x', false, 2)], limits).good.review).toBe(1);
  });
});

describe('parts with regions', () => {
  const withArea = { ...limits, smallestArea: 0.01 };
  const parts = [
    image('escape', true, 1, 0.009),
    image('found', true, 1, 0.01),
    image('doubtful', true, 2.5, 0.5),
    image('rejected', false, 1, 0.02),
    image('good', false, 1, 0),
  ];

  it('are judged by score and region together, in every table', () => {
    const table = confusionTable(parts, withArea);
    expect(table.defective).toEqual({ good: 1, review: 0, defect: 2 });
    expect(table.good).toEqual({ good: 1, review: 0, defect: 1 });
    expect(table.points.defect).toEqual({ precision: 2 / 3, recall: 2 / 3 });
    expect(missesAt(parts, withArea).map(({ file, miss }) => [file, miss])).toEqual([
      ['escape', 'escape'],
      ['rejected', 'false-reject'],
    ]);
    expect(defectKinds(parts, withArea)).toMatchObject([
      { kind: 'crack', images: 3, foundAtReview: 2, foundAtDefect: 2, escapes: 1 },
    ]);
  });

  it('are judged by the score alone while no smallest area is set', () => {
    expect(confusionTable(parts, limits).defective).toEqual({ good: 2, review: 1, defect: 0 });
    expect(confusionTable(parts, limits).points.review).toEqual({ precision: 1, recall: 1 / 3 });
  });
});

describe('misses at the limits', () => {
  it('lists escapes from the lowest score, false rejects, then doubtful parts, defective ones first', () => {
    expect(missesAt(scores, limits).map(({ file, miss }) => [file, miss])).toEqual([
      ['d', 'escape'],
      ['e', 'escape'],
      ['c', 'false-reject'],
      ['f', 'doubt'],
      ['b', 'doubt'],
    ]);
  });

  it('is empty when the limits part good from defective', () => {
    expect(missesAt([image('a', false, 1), image('b', true, 5)], limits)).toEqual([]);
  });
});
