import type { LossPoint } from '../../../shared/contract/training.ts';

/** One curve of the loss chart. */
export interface LossSeries {
  readonly student: number;
  readonly kind: 'training' | 'validation';
  /** Passes over the training images, rising, and the loss. */
  readonly points: readonly (readonly [epoch: number, loss: number])[];
}

/**
 * The curves of all students. They train one after another over the same epochs, so that their curves lie on top of each other for
 * comparison. Values that no logarithm has are left out.
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
