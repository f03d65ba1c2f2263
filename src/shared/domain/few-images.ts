/** What models decide at their own limits that learnt from so many good images; means over development sets. */
export interface AtImages {
  readonly images: number;
  /** Share of good parts at or above T1: for review, or rejected. */
  readonly stopped: number;
  /** Share of defective parts below T1. */
  readonly passed: number;
}

/** From so many images on more of them change little. */
export const enoughImages = 50;

/**
 * What fewer images cost: shares of good parts that are stopped more, and of defective parts that pass more, than with `enoughImages`.
 *
 * @param measured any order; between two numbers of images the share follows the logarithm of the number
 * @returns null with enough images, and where nothing was measured about so few
 */
export function costOfFewImages(
  measured: readonly AtImages[],
  images: number,
): Pick<AtImages, 'stopped' | 'passed'> | null {
  if (images < 1 || images >= enoughImages) return null;
  const few = shareAt(measured, images);
  const enough = shareAt(measured, enoughImages);
  if (few === null || enough === null) return null;
  return { stopped: few.stopped - enough.stopped, passed: few.passed - enough.passed };
}

/** Null below the fewest images that were measured; the shares of the most images hold for more. */
function shareAt(measured: readonly AtImages[], images: number): Pick<AtImages, 'stopped' | 'passed'> | null {
  const ordered = measured.toSorted((a, b) => a.images - b.images);
  const above = ordered.findIndex((one) => one.images >= images);
  const [from, to] = [ordered[above - 1], ordered[above]];
  if (above === -1) return ordered.at(-1) ?? null;
  if (to === undefined || (from === undefined && to.images !== images)) return null;
  if (from === undefined) return to;
  const along = Math.log(images / from.images) / Math.log(to.images / from.images);
  const between = (which: 'stopped' | 'passed'): number => from[which] + along * (to[which] - from[which]);
  return { stopped: between('stopped'), passed: between('passed') };
}
