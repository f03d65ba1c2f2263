/** Width and height of a picture, in pixels or in shares of one another. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** How a picture's shape differs from those that a model was trained on. */
export interface ShapeDifference {
  /** `turned`: it has a trained shape with width and height exchanged; `other`: it has another aspect. */
  readonly kind: 'turned' | 'other';
  /** How many times longer one side is, over the other, than in the nearest trained shape; above 1. */
  readonly stretch: number;
  readonly nearest: PictureSize;
}

/** Aspects that differ by less are one shape: a crop by some pixels, a size rounded for a network. */
const usualTolerance = 0.03;

/**
 * Whether a picture has another shape than all that a model was trained on: it would be stretched to theirs. Size alone
 * makes no difference.
 *
 * @param trained sizes of the training images; nothing is known where there are none
 * @param tolerance share by which aspects may differ
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
 * Which of the pictures have another shape than most.
 *
 * @returns their places; none where there are fewer than three pictures, or no shape that more than half of them have
 */
export function oddShapes(pictures: readonly PictureSize[], tolerance = usualTolerance): number[] {
  if (pictures.length < 3) return [];
  const byAspect = pictures.toSorted((one, other) => one.width / one.height - other.width / other.height);
  // A shape that more than half have is the one in the middle.
  const usual = byAspect.slice(Math.floor(byAspect.length / 2), Math.floor(byAspect.length / 2) + 1);
  const odd = [...pictures.keys()].filter((place) => {
    const picture = pictures[place];
    return picture !== undefined && shapeDiffers(picture, usual, tolerance) !== null;
  });
  return odd.length * 2 < pictures.length ? odd : [];
}

/** The different sizes of pictures, the most frequent first. */
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
