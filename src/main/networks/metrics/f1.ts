import { notANumber } from './scored-map.ts';

/** Counts at a threshold. A false reject is a good part called defective, an escape a defective part called good. */
export interface Confusion {
  readonly truePositives: number;
  readonly falseRejects: number;
  readonly trueNegatives: number;
  readonly escapes: number;
}

export interface BestF1 {
  /** A sample is called defective when its score is at or above it. */
  readonly threshold: number;
  /** Harmonic mean of precision and recall, 0..1. */
  readonly f1: number;
  readonly confusion: Confusion;
}

/**
 * The confusion matrix when everything at or above the threshold is called defective.
 *
 * @throws RangeError when a score is not a number or the lengths differ
 */
export function confusionAt(
  scores: Float32Array | readonly number[],
  labels: readonly boolean[],
  threshold: number,
): Confusion {
  if (scores.length !== labels.length) {
    throw new RangeError(`${scores.length} scores have ${labels.length} labels`);
  }
  let truePositives = 0;
  let falseRejects = 0;
  let defectives = 0;
  for (const [index, score] of scores.entries()) {
    if (Number.isNaN(score)) throw notANumber();
    const defective = labels[index] === true;
    if (defective) defectives++;
    if (score < threshold) continue;
    if (defective) truePositives++;
    else falseRejects++;
  }
  return {
    truePositives,
    falseRejects,
    trueNegatives: scores.length - defectives - falseRejects,
    escapes: defectives - truePositives,
  };
}

/** F1 of a confusion matrix: 2·TP / (2·TP + false rejects + escapes); 0 when all three are 0. */
export function f1Of({ truePositives, falseRejects, escapes }: Confusion): number {
  const denominator = 2 * truePositives + falseRejects + escapes;
  return denominator === 0 ? 0 : (2 * truePositives) / denominator;
}

/**
 * The threshold, among the scores themselves, with the highest F1; the highest such threshold where several are
 * equal, because it rejects the fewest good parts.
 *
 * @returns null when no sample is defective, where F1 is undefined
 * @throws RangeError when a score is not a number or the lengths differ
 */
export function bestF1(scores: Float32Array | readonly number[], labels: readonly boolean[]): BestF1 | null {
  const { truePositives: all } = confusionAt(scores, labels, -Infinity);
  if (all === 0) return null;
  const order = Array.from(scores, (score, index) => ({ score, defective: labels[index] === true })).sort(
    (a, b) => (a.score === b.score ? 0 : b.score - a.score),
  );
  let truePositives = 0;
  let falseRejects = 0;
  let best = { threshold: Infinity, f1: -1 };
  for (const [index, { score, defective }] of order.entries()) {
    if (defective) truePositives++;
    else falseRejects++;
    if (order[index + 1]?.score === score) continue;
    const f1 = (2 * truePositives) / (truePositives + falseRejects + all);
    if (f1 > best.f1) best = { threshold: score, f1 };
  }
  return { ...best, confusion: confusionAt(scores, labels, best.threshold) };
}
