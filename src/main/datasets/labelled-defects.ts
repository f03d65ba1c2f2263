import { defectSide, smallestOf } from '../../shared/domain/defect-side.ts';
import { isRefused, readGroundTruth, resizedMask } from '../images/ground-truth.ts';

/** A kept mask, with its picture's size in pixels. */
interface KeptMask {
  readonly path: string;
  readonly height: number;
  readonly width: number;
}

/** Most masks that are measured; the smallest tenth of so many is known well enough. */
const mostMasks = 100;
/** Longest side at which a mask is measured, pixels; thinner lines count as one pixel wide. */
const longestSide = 2048;

/**
 * Measures the sizes of defects in masks; if there are many, in an evenly spaced selection. An unreadable mask is skipped here; training
 * and evaluation name it.
 *
 * @returns the number of measured masks, and the side below which a tenth of the defects lie (`smallestOf`)
 */
export async function labelledDefects(
  masks: readonly KeptMask[],
  signal?: AbortSignal,
): Promise<{ masks: number; smallest: number | null }> {
  const step = Math.max(masks.length / mostMasks, 1);
  const sides: number[] = [];
  for (let index = 0; index < masks.length; index += step) {
    signal?.throwIfAborted();
    const kept = masks[Math.floor(index)];
    const side = kept && (await sideOf(kept));
    if (side !== undefined && side !== null) sides.push(side);
  }
  return { masks: sides.length, smallest: smallestOf(sides) };
}

async function sideOf({ path, ...picture }: KeptMask): Promise<number | null> {
  const truth = await readGroundTruth(path, picture, true);
  if (isRefused(truth)) return null;
  const scale = Math.min(longestSide / Math.max(truth.height, truth.width), 1);
  const size = { height: Math.round(truth.height * scale), width: Math.round(truth.width * scale) };
  return defectSide(resizedMask(truth.mask, truth, size), size.height, size.width);
}
