import type { TrainingOrder } from '../../learning/training-order.ts';
import type { DenseTeacher } from './graph/model-graph.ts';
import { teacherId, type ReceptiveField } from './graph/spec.ts';
import type { PatchSettings } from './settings.ts';
import { loadTeacher } from './teacher-store.ts';

/** A teacher with its fields of the card. */
export interface KnownTeacher {
  readonly teacher: DenseTeacher;
  readonly source: { readonly name: string; readonly sha256: string };
}

/** @throws StationError NO_TEACHER */
export async function knownTeacher(
  order: TrainingOrder,
  { width, stride }: PatchSettings,
  receptiveField: ReceptiveField,
  size: readonly [number, number],
): Promise<KnownTeacher> {
  const { card, spec, weights } = await loadTeacher(
    order.teachersFolder,
    teacherId({ receptiveField, width }),
  );
  return {
    teacher: { spec, weights, stride, size },
    source: { name: card.id, sha256: card.weights.sha256 },
  };
}
