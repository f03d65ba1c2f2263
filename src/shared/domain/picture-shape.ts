/** Width and height of a picture, in pixels or in shares of each other. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** Difference between a picture's shape and the training images' shapes. */
export interface ShapeDifference {
  /** `turned`: a trained shape with width and height exchanged; `other`: another aspect ratio. */
  readonly kind: 'turned' | 'other';
  /** Ratio of the picture's aspect to the nearest trained one; above 1. */
  readonly stretch: number;
  readonly nearest: PictureSize;
}

/** Aspects that differ by less count as equal, e.g. after a crop by some pixels or rounding for a network. */
const usualTolerance = 0.03;

/**
 * Compares a picture's shape with those of the training images; null: one of them matches. A model would
 * stretch other shapes to its own. Size alone does not matter.
 *
 * @param trained sizes of the training images; empty if unknown
 * @param tolerance largest difference of equal aspects, as a share
 */
export function shapeDiffers(
  picture: PictureSize,
  trained: readonly PictureSize[],
  tolerance = usualTolerance,
): ShapeDifference | null {
  const [nearest] = trained.toSorted(
    (one, other) => stretchBetween(picture, one) - stretchBetween(picture, other),
  );
  if (nearest === undefined) return null;
  const stretch = stretchBetween(picture, nearest);
  if (stretch <= 1 + tolerance) return null;
  const upright = { width: picture.height, height: picture.width };
  const turned = trained.some((size) => stretchBetween(upright, size) <= 1 + tolerance);
  return { kind: turned ? 'turned' : 'other', stretch, nearest };
}

/**
 * Finds pictures whose shape differs from most.
 *
 * @returns their indices; empty for fewer than three pictures, or if no shape has a majority
 */
export function oddShapes(pictures: readonly PictureSize[], tolerance = usualTolerance): number[] {
  if (pictures.length < 3) return [];
  const byAspect = pictures.toSorted((one, other) => one.width / one.height - other.width / other.height);
  // A shape that more than half of the pictures have includes the median.
  const usual = byAspect.slice(Math.floor(byAspect.length / 2), Math.floor(byAspect.length / 2) + 1);
  const odd = [...pictures.keys()].filter((place) => {
    const picture = pictures[place];
    return picture !== undefined && shapeDiffers(picture, usual, tolerance) !== null;
  });
  return odd.length * 2 < pictures.length ? odd : [];
}

/** Returns the distinct sizes of pictures, most frequent first. */
export function sizesOf(pictures: readonly PictureSize[]): (PictureSize & { readonly images: number })[] {
  const counts = new Map<string, PictureSize & { images: number }>();
  for (const { width, height } of pictures) {
    const key = `${width} ${height}`;
    const known = counts.get(key);
    if (known) known.images += 1;
    else counts.set(key, { width, height, images: 1 });
  }
  return [...counts.values()].toSorted((one, other) => other.images - one.images);
}

function stretchBetween(one: PictureSize, other: PictureSize): number {
  const ratio = (one.width * other.height) / (one.height * other.width);
  return Math.max(ratio, 1 / ratio);
}
