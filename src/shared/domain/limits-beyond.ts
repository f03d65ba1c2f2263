import type { Thresholds } from './verdict.ts';

/** A limit so many times higher than what good parts reach is rather a slip of the keyboard than a choice. */
const farBeyond = 2;

/**
 * Whether limits let nearly every part pass: one of them lies far beyond both the highest score of the model's validation images
 * and the limit that these gave.
 *
 * @param scores of the validation images
 * @param own the model's own limits
 */
export function lieFarBeyond(limits: Thresholds, own: Thresholds, scores: readonly number[]): boolean {
  const highest = scores.reduce((most, score) => Math.max(most, score), own.defect);
  const lowest = scores.reduce((least, score) => Math.min(least, score), own.review);
  // Scores of networks that were never fitted may lie below 0: what counts is how far the good parts spread.
  const edge = highest + (farBeyond - 1) * Math.max(highest - lowest, Math.abs(highest));
  return Math.max(limits.review, limits.defect) > edge;
}
