/** Largest ratio of the longest to the shortest side. */
const mostAspect = 4;
/** Sides of the patch networks' input are multiples of this, so that every stride divides them. */
const ownStep = 16;

/**
 * Computes the size that a product's frames are resized to: the median aspect of its images, and about the
 * pixels of a square with the given side. Pictures of one camera keep their aspect; odd sizes are stretched
 * to the median.
 *
 * @param images at least one, in pixels
 * @param side of the square, pixels
 * @param step sides are multiples of this, pixels
 * @returns height and width, pixels
 */
export function inputSizeFor(
  images: readonly { readonly width: number; readonly height: number }[],
  side: number,
  step = ownStep,
): [number, number] {
  const aspects = images.map(({ width, height }) => width / height).toSorted((a, b) => a - b);
  const median = aspects[Math.floor(aspects.length / 2)] ?? 1;
  const aspect = Math.min(Math.max(median, 1 / mostAspect), mostAspect);
  const rounded = (length: number): number => Math.max(step, Math.round(length / step) * step);
  return [rounded(side / Math.sqrt(aspect)), rounded(side * Math.sqrt(aspect))];
}
