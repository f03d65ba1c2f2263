import { defectSide, smallestOf } from '../../shared/domain/defect-side.ts';
import { isRefused, readGroundTruth, resizedMask } from '../images/ground-truth.ts';

/** A mask that was kept, and the size of its picture, pixels. */
interface KeptMask {
  readonly path: string;
  readonly height: number;
  readonly width: number;
}

/** Most masks that are looked at: a tenth of so many is known well enough. */
const mostMasks = 100;
/** Longest side at which a mask is looked at, pixels; what is thinner than a pixel of it is one wide. */
const longestSide = 2048;

/**
 * How large the defects of masks are; of many masks, some that lie evenly among them are looked at. One that cannot be read counts as
 * none: training and evaluation name it.
 *
 * @returns the masks that were looked at, and the side that a tenth of the defects falls below (`smallestOf`)
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
