import type { LossPoint } from '../../../shared/contract/training.ts';

/** One curve of the loss chart; `values` is aligned with the chart's epochs, null where it has no point. */
export interface LossSeries {
  readonly student: number;
  readonly kind: 'training' | 'validation';
  readonly values: (number | null)[];
}

export interface LossChart {
  /** Passes over the training images, strictly rising. */
  readonly epochs: number[];
  readonly series: LossSeries[];
}

/**
 * Aligns the points of all students on one axis. Students train one after another over the same epochs, so their
 * curves lie on top of each other for comparison. Values that no logarithm has are left out.
 */
export function lossChart(points: readonly LossPoint[]): LossChart {
  const epochs = [...new Set(points.map((point) => point.epoch))].sort((a, b) => a - b);
  const places = new Map(epochs.map((epoch, index) => [epoch, index]));
  const students = [...new Set(points.map((point) => point.student))].sort((a, b) => a - b);
  const series = students.flatMap((student) => {
    const training: (number | null)[] = new Array<null>(epochs.length).fill(null);
    const validation: (number | null)[] = new Array<null>(epochs.length).fill(null);
    for (const point of points) {
      const place = places.get(point.epoch);
      if (point.student !== student || place === undefined) continue;
      training[place] = drawable(point.training);
      if (point.validation !== null) validation[place] = drawable(point.validation);
    }
    return [
      { student, kind: 'training', values: training },
      { student, kind: 'validation', values: validation },
    ] satisfies LossSeries[];
  });
  return { epochs, series };
}

function drawable(value: number): number | null {
  return Number.isFinite(value) && value > 0 ? value : null;
}
