import { bestF1 } from './f1.ts';
import type { LabelledScore } from './labelled-score.ts';
import type { Thresholds } from './verdict.ts';

/**
 * What limits found on labelled parts aim at. `f1`: the defect limit T2 tells good from defective parts with the
 * highest F1. `escape-rate`: at most that share of the defective parts (0..1) lies below the review limit T1, which is
 * the highest such limit, so that the fewest good parts lie above it.
 */
export type LimitsAim = { readonly kind: 'f1' } | { readonly kind: 'escape-rate'; readonly rate: number };

/**
 * Limits that reach the aim on these parts. The other limit stays where it is, or moves as far as T1 ≤ T2 demands.
 *
 * @param current limits to start from
 * @returns null when no part is defective, so that nothing is to be aimed at
 * @throws RangeError when a score is not a number, or the rate is not in [0, 1)
 */
export function proposeLimits(
  parts: readonly LabelledScore[],
  aim: LimitsAim,
  current: Thresholds,
): Thresholds | null {
  if (aim.kind === 'f1') {
    const best = bestF1(parts);
    if (best === null) return null;
    const defect = withRoom(best.threshold, parts);
    return { review: Math.min(current.review, defect), defect };
  }
  const lowest = lowestFound(parts, aim.rate);
  if (lowest === null) return null;
  const review = withRoom(lowest, parts);
  return { review, defect: Math.max(current.defect, review) };
}

/** The score of the first defective part that may not escape. */
function lowestFound(parts: readonly LabelledScore[], rate: number): number | null {
  if (!(rate >= 0 && rate < 1)) throw new RangeError(`The escape rate ${rate} is not in [0, 1)`);
  const defective = parts
    .filter((part) => part.defective)
    .map(({ score }) => score)
    .sort((a, b) => a - b);
  // 0.29 · 100 is a little less than 29 in binary fractions.
  const mayEscape = Math.floor(rate * defective.length + 1e-9);
  return defective[mayEscape] ?? null;
}

/** Midway to the next lower score: the same verdicts on these parts, with equal room on both sides. */
function withRoom(score: number, parts: readonly LabelledScore[]): number {
  let below = -Infinity;
  for (const part of parts) if (part.score < score && part.score > below) below = part.score;
  const middle = below + (score - below) / 2;
  return Number.isFinite(below) && middle > below ? middle : score;
}
