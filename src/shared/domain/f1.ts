import type { LabelledScore } from './labelled-score.ts';
import { notANumber } from './not-a-number.ts';

/**
 * Counts of a rule's results. A false reject is a good part called defective, an escape a defective part
 * called good.
 */
export interface Confusion {
  readonly truePositives: number;
  readonly falseRejects: number;
  readonly trueNegatives: number;
  readonly escapes: number;
}

export interface BestF1 {
  /** Parts with a score at or above this threshold are called defective. */
  readonly threshold: number;
  /** Harmonic mean of precision and recall, 0..1. */
  readonly f1: number;
  readonly confusion: Confusion;
}

/**
 * Computes the confusion matrix of a threshold: scores at or above it are called defective.
 *
 * @throws RangeError if a score is NaN
 */
export function confusionAt(parts: readonly LabelledScore[], threshold: number): Confusion {
  return confusionOf(parts, ({ score }) => {
    if (Number.isNaN(score)) throw notANumber();
    return score >= threshold;
  });
}

/** Computes the confusion matrix of any rule that calls parts defective. */
export function confusionOf<Part extends LabelledScore>(
  parts: readonly Part[],
  isCalled: (part: Part) => boolean,
): Confusion {
  let truePositives = 0;
  let falseRejects = 0;
  let defectives = 0;
  for (const part of parts) {
    if (part.defective) defectives++;
    if (!isCalled(part)) continue;
    if (part.defective) truePositives++;
    else falseRejects++;
  }
  return {
    truePositives,
    falseRejects,
    trueNegatives: parts.length - defectives - falseRejects,
    escapes: defectives - truePositives,
  };
}

/** Returns F1 of a confusion matrix: 2·TP / (2·TP + false rejects + escapes); 0 when all three are 0. */
export function f1Of({ truePositives, falseRejects, escapes }: Confusion): number {
  const denominator = 2 * truePositives + falseRejects + escapes;
  return denominator === 0 ? 0 : (2 * truePositives) / denominator;
}

/** Returns the share of parts called defective that are defective, 0..1; null if none is called defective. */
export function precisionOf({ truePositives, falseRejects }: Confusion): number | null {
  return truePositives + falseRejects === 0 ? null : truePositives / (truePositives + falseRejects);
}

/** Returns the share of defective parts called defective, 0..1; null if none is defective. */
export function recallOf({ truePositives, escapes }: Confusion): number | null {
  return truePositives + escapes === 0 ? null : truePositives / (truePositives + escapes);
}

/**
 * Finds the threshold with the highest F1 among the scores. Of several equal ones it takes the highest,
 * because it rejects the fewest good parts.
 *
 * @returns null if no part is defective, since F1 is undefined then
 * @throws RangeError if a score is NaN
 */
export function bestF1(parts: readonly LabelledScore[]): BestF1 | null {
  const { truePositives: all } = confusionAt(parts, -Infinity);
  if (all === 0) return null;
  const order = parts.toSorted((a, b) => (a.score === b.score ? 0 : b.score - a.score));
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
  return { ...best, confusion: confusionAt(parts, best.threshold) };
}
