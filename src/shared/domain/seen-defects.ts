/** A size at which a preset looks at a picture. */
export interface LookedAt {
  /** The picture is resized to about the pixels of a square with this side. */
  readonly side: number;
  /** Distance between two descriptors, in pixels of the resized picture. */
  readonly cell: number;
}

/** How much of a view a defect covers. */
export interface Covered {
  readonly view: LookedAt;
  /** Square root of the defect's area, in pixels of the view. */
  readonly pixels: number;
  /** Descriptors within the defect; may be below one. */
  readonly cells: number;
}

/** Computes a defect's cover of each view. @param defect side from `defectSide`, a share of the picture's */
export function coveredIn(views: readonly LookedAt[], defect: number): Covered[] {
  return views.map((view) => {
    const pixels = defect * view.side;
    return { view, pixels, cells: (pixels / view.cell) ** 2 };
  });
}

/** Defects of similar size, and how many of them a preset found on the development sets. */
export interface FoundBySize {
  /** Smallest side in this group, as a share of the picture's. */
  readonly from: number;
  readonly defects: number;
  /** How many of the defects reached T1. */
  readonly found: number;
}

/** A preset sees a size if it finds this share of what the best preset finds … */
const asGoodAs = 0.85;
/** … and this share of all defects of the size. */
const leastFound = 0.5;

/**
 * Finds the smallest defects that a preset sees: this size and every larger one.
 *
 * @param presets results of all presets on the same defects
 * @returns share of the picture's side; null if it does not see even the largest, or was not measured
 */
export function seenFrom(
  sizes: readonly FoundBySize[],
  presets: readonly (readonly FoundBySize[])[],
): number | null {
  const shareOf = ({ defects, found }: FoundBySize): number => found / defects;
  const best = (from: number): number =>
    Math.max(...presets.flatMap((other) => other.filter((one) => one.from === from).map(shareOf)));
  const largestFirst = sizes.toSorted((a, b) => b.from - a.from);
  const missed = largestFirst.findIndex(
    (one) => shareOf(one) < Math.max(leastFound, asGoodAs * best(one.from)),
  );
  const seen = missed === -1 ? largestFirst : largestFirst.slice(0, missed);
  return seen.at(-1)?.from ?? null;
}

/**
 * Returns the largest section of a picture in which a preset would see a defect that it misses in the whole
 * picture.
 *
 * @param finest smallest side of a defect that the preset sees, share of the picture's
 * @param defect side of the defect, share of the picture's
 * @returns sides of the section, shares of the picture's, at most 1
 */
export function sectionThatShows(finest: number, defect: number): number {
  return Math.min(defect / finest, 1);
}
