/** Decisions of models at their own limits, trained on this many good images; means over development sets. */
export interface AtImages {
  readonly images: number;
  /** Share of good parts at or above T1, i.e. in review or rejected. */
  readonly stopped: number;
  /** Share of defective parts below T1. */
  readonly passed: number;
}

/** More training images than this change little. */
export const enoughImages = 50;

/**
 * Returns the cost of too few images: the additional shares of stopped good parts and passed defective parts,
 * compared with `enoughImages`.
 *
 * @param measured any order; the shares are interpolated over the logarithm of the number of images
 * @returns null with enough images, and below the smallest measured number
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

/**
 * Interpolates; null below the smallest measured number. The shares of the largest number hold for all above.
 */
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
