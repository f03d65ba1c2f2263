/** The least a training takes: three images to learn from, two to check. */
export const minimumImages = 5;

/** Which images an earlier training learnt from and which it held back. */
export interface KnownSplit {
  /** Whether the training had the image. */
  knows(sha256: string): boolean;
  /** Splits images as that training did. @throws StationError TOO_FEW_IMAGES */
  split<Image extends { readonly sha256: string }>(
    images: readonly Image[],
  ): { training: Image[]; validation: Image[] };
}

/**
 * Splits images into a training and a validation set: about 15 % for validation, at least 2, at most 60; the same
 * seed gives the same split. Images that are alike stand on one side together, so that no validation image is known by its
 * twin (decision 0091); where nearly all are alike they are split all the same.
 *
 * @param items at least `minimumImages`
 * @param shuffled a permutation of 0..n-1 (from the job's seed)
 * @param alike the places of the items like one, without itself
 */
export function splitValidation<T>(
  items: readonly T[],
  shuffled: readonly number[],
  alike: (index: number) => readonly number[] = () => [],
): { training: T[]; validation: T[] } {
  const count = Math.min(Math.max(Math.round(items.length * 0.15), 2), 60);
  const held = heldBack(shuffled, count, alike);
  return {
    training: items.filter((_, index) => !held.has(index)),
    validation: items.filter((_, index) => held.has(index)),
  };
}

/** Takes images in their order, each with all that are like it, as long as they fit. */
function heldBack(
  shuffled: readonly number[],
  count: number,
  alike: (index: number) => readonly number[],
): ReadonlySet<number> {
  const held = new Set<number>();
  const stay = new Set<number>();
  /** A group too large to fit may still be the best there is. */
  const largest = Math.min(2 * count, shuffled.length - 3);
  let spare: readonly number[] | null = null;
  for (const index of shuffled) {
    if (held.size >= count) break;
    if (held.has(index) || stay.has(index)) continue;
    const group = groupOf(index, alike, largest);
    const isWhole = group.length <= largest && !group.some((member) => stay.has(member));
    const fits = isWhole && held.size + group.length <= count;
    for (const member of group) (fits ? held : stay).add(member);
    if (isWhole && !fits && (spare === null || group.length < spare.length)) spare = group;
  }
  if (held.size < 2 && spare !== null) for (const member of spare) held.add(member);
  return held.size < 2 ? new Set(shuffled.slice(0, count)) : held;
}

/** An image with all that hang together with it; no more is looked for once they are more than `most`. */
function groupOf(index: number, alike: (index: number) => readonly number[], most: number): number[] {
  const group = new Set([index]);
  for (const member of group) {
    if (group.size > most) break;
    for (const other of alike(member)) group.add(other);
  }
  return [...group];
}
