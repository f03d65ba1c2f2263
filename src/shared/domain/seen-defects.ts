/** A size at which a preset looks at a picture. */
export interface LookedAt {
  /** The picture is resized to about as many pixels as a square of this side has. */
  readonly side: number;
  /** Pixels of it from one descriptor to the next. */
  readonly cell: number;
}

/** What of a view a defect covers. */
export interface Covered {
  readonly view: LookedAt;
  /** Side of a square as large as the defect, pixels of the view. */
  readonly pixels: number;
  /** How many descriptors lie in it; may be less than one. */
  readonly cells: number;
}

/** What a defect covers of each view. @param defect its side as a share of the picture's, as `defectSide` gives it */
export function coveredIn(views: readonly LookedAt[], defect: number): Covered[] {
  return views.map((view) => {
    const pixels = defect * view.side;
    return { view, pixels, cells: (pixels / view.cell) ** 2 };
  });
}

/** Defects of about one size, and how many of them a preset found on the development sets. */
export interface FoundBySize {
  /** Sides from here on, shares of the picture's. */
  readonly from: number;
  readonly defects: number;
  /** Of these, how many reached T1. */
  readonly found: number;
}

/** A preset sees a size where it finds this share of what the best preset finds of it … */
const asGoodAs = 0.85;
/** … and this share of all. */
const leastFound = 0.5;

/**
 * The least side of defects that a preset sees: this size, and every larger one.
 *
 * @param presets of all presets that were measured on the same defects
 * @returns share of the picture's side; null where it does not even see the largest, or was not measured
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
 * The largest section of a picture in which a preset would see a defect that it does not see in the whole.
 *
 * @param finest the least side of defects that it sees, share of the picture's
 * @param defect side of the defect, share of the picture's
 * @returns sides of the section, shares of the picture's, below 1
 */
export function sectionThatShows(finest: number, defect: number): number {
  return Math.min(defect / finest, 1);
}
