import { describe, expect, it } from 'vitest';
import { lossSeries } from '../../../../../src/renderer/engineer/training/loss-series.ts';

const point = (student: number, epoch: number, training: number, validation: number | null) => ({
  student,
  step: Math.round(epoch * 10),
  epoch,
  training,
  validation,
});

describe('loss curves', () => {
  it('are those of each student over its own epochs', () => {
    const series = lossSeries([
      point(0, 1, 0.9, 1),
      point(0, 2, 0.5, null),
      point(1, 1, 0.8, null),
      point(1, 3, 0.4, 0.6),
    ]);
    expect(series.map(({ student, kind, points }) => [student, kind, points])).toEqual([
      [
        0,
        'training',
        [
          [1, 0.9],
          [2, 0.5],
        ],
      ],
      [0, 'validation', [[1, 1]]],
      [
        1,
        'training',
        [
          [1, 0.8],
          [3, 0.4],
        ],
      ],
      [1, 'validation', [[3, 0.6]]],
    ]);
  });

  it('leave out what a logarithmic axis cannot show', () => {
    const series = lossSeries([point(0, 1, 0, -1), point(0, 2, NaN, 0.5)]);
    expect(series.map(({ points }) => points)).toEqual([[], [[2, 0.5]]]);
  });
});
