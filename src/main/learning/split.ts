/** Fewest images of a training: three to learn from, two to check. */
export const minimumImages = 5;

/** The split of an earlier training. */
export interface KnownSplit {
  /** Returns whether that training used the image. */
  knows(sha256: string): boolean;
  /** Splits images as that training did. @throws StationError TOO_FEW_IMAGES */
  split<Image extends { readonly sha256: string }>(
    images: readonly Image[],
  ): { training: Image[]; validation: Image[] };
}

/**
 * Splits images into a training and a validation set: about 15 % for validation, at least 2, at most 60. The
 * same permutation gives the same split.
 *
 * @param items at least `minimumImages`
 * @param shuffled a permutation of 0..n-1 (from the job's seed)
 */
export function splitValidation<T>(
  items: readonly T[],
  shuffled: readonly number[],
): { training: T[]; validation: T[] } {
  const count = Math.min(Math.max(Math.round(items.length * 0.15), 2), 60);
  const held = new Set(shuffled.slice(0, count));
  return {
    training: items.filter((_, index) => !held.has(index)),
    validation: items.filter((_, index) => held.has(index)),
  };
}
