import type { LossPoint } from '../../../shared/contract/training.ts';

/** One curve of the loss chart. */
export interface LossSeries {
  readonly student: number;
  readonly kind: 'training' | 'validation';
  /** Passes over the training images, rising, with the loss. */
  readonly points: readonly (readonly [epoch: number, loss: number])[];
}

/**
 * Returns the loss curves of all students. Students train one after another, but their curves share the same epochs for
 * comparison. Values without a logarithm are left out.
 */
export function lossSeries(points: readonly LossPoint[]): LossSeries[] {
  const byStudent = Map.groupBy(
    points.toSorted((a, b) => a.epoch - b.epoch),
    ({ student }) => student,
  );
  return [...byStudent]
    .toSorted(([a], [b]) => a - b)
    .flatMap(([student, own]) =>
      (['training', 'validation'] as const).map((kind) => ({
        student,
        kind,
        points: own.flatMap((point): [number, number][] => {
          const loss = point[kind];
          return loss !== null && Number.isFinite(loss) && loss > 0 ? [[point.epoch, loss]] : [];
        }),
      })),
    );
}
