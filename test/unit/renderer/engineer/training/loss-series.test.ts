import { describe, expect, it } from 'vitest';
import { lossChart } from '../../../../../src/renderer/engineer/training/loss-series.ts';

const point = (student: number, epoch: number, training: number, validation: number | null) => ({
  student,
  step: Math.round(epoch * 10),
  epoch,
  training,
  validation,
});

describe('loss chart', () => {
  it('aligns students that were trained one after the other on one axis', () => {
    const chart = lossChart([
      point(0, 1, 0.9, 1),
      point(0, 2, 0.5, null),
      point(1, 1, 0.8, null),
      point(1, 3, 0.4, 0.6),
    ]);
    expect(chart.epochs).toEqual([1, 2, 3]);
    expect(chart.series.map(({ student, kind, values }) => [student, kind, values])).toEqual([
      [0, 'training', [0.9, 0.5, null]],
      [0, 'validation', [1, null, null]],
      [1, 'training', [0.8, null, 0.4]],
      [1, 'validation', [null, null, 0.6]],
    ]);
  });

  it('leaves out what a logarithmic axis cannot show', () => {
    const chart = lossChart([point(0, 1, 0, -1), point(0, 2, NaN, 0.5)]);
    expect(chart.series.map(({ values }) => values)).toEqual([
      [null, null],
      [null, 0.5],
    ]);
  });

  it('is empty before the first point', () => {
    expect(lossChart([])).toEqual({ epochs: [], series: [] });
  });
});
