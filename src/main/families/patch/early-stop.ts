import type { NetworkWeights } from '../../networks/weights.ts';

/** Keeps a student's best weights and detects when it no longer improves. */
export interface EarlyStop {
  /**
   * Takes a validation error.
   *
   * @param weights called if the error is the lowest so far
   * @returns true after enough checks without an improvement
   */
  check(error: number, weights: () => NetworkWeights): boolean;
  /** The weights with the lowest error; null before the first check. */
  best(): NetworkWeights | null;
}

/**
 * Watches a student's validation error.
 *
 * @param patience checks without improvement that end the training; null: never
 * @param leastImprovement relative decrease that counts as an improvement
 */
export function createEarlyStop(patience: number | null, leastImprovement: number): EarlyStop {
  let lowest = Number.POSITIVE_INFINITY;
  let best: NetworkWeights | null = null;
  /** The error that later ones must beat to count as an improvement. */
  let standing = Number.POSITIVE_INFINITY;
  let waited = 0;
  return {
    check(error, weights) {
      if (error < lowest) {
        lowest = error;
        best = weights();
      }
      waited = error < standing * (1 - leastImprovement) ? 0 : waited + 1;
      if (waited === 0) standing = error;
      return patience !== null && waited >= patience;
    },
    best: () => best,
  };
}
