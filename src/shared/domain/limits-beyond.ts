import type { Thresholds } from './verdict.ts';

/** A limit more than this many times above the scores of good parts is probably a typing error. */
const farBeyond = 2;

/**
 * Returns whether limits let nearly every part pass, because one of them lies far beyond both the highest
 * score of the model's validation images and the model's own limits.
 *
 * @param scores of the validation images
 * @param own the model's own limits
 */
export function lieFarBeyond(limits: Thresholds, own: Thresholds, scores: readonly number[]): boolean {
  const highest = scores.reduce((most, score) => Math.max(most, score), own.defect);
  const lowest = scores.reduce((least, score) => Math.min(least, score), own.review);
  // Scores of networks that were never fitted may lie below 0, so the spread of the good parts counts.
  const edge = highest + (farBeyond - 1) * Math.max(highest - lowest, Math.abs(highest));
  return Math.max(limits.review, limits.defect) > edge;
}
