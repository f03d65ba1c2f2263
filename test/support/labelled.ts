import type { LabelledScore } from '../../src/shared/domain/labelled-score.ts';

/** Pairs scores with truths, one pair a part. */
export function labelled(scores: Iterable<number>, defective: readonly boolean[]): LabelledScore[] {
  return Array.from(scores, (score, index) => ({ score, defective: defective[index] ?? false }));
}
