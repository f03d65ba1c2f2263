import {
  coarser,
  gridFor,
  shrunk,
  steepness,
  type SmallPicture,
} from '../../images/alignment/small-picture.ts';
import { pixelsOfFrame } from '../../images/likeness/measure-picture.ts';
import { readTrainingImage } from '../read-training-image.ts';
import { throwIfCancelled } from '../training-hooks.ts';
import type { TrainingImage } from '../training-image.ts';

/** Pixels per side of the square in which edges are measured, and per side of the cells that average them. */
const [pixelSide, cellSide] = [128, 16];
/** Most images used. */
const mostLookedAt = 24;
/** Share of the edges' variance between places from which on images show a part. Textures: below .2, parts: above .35. */
const leastShare = 0.25;

/**
 * Whether images show a part, whose edges lie at the same places in each, or a texture, which has them anywhere.
 *
 * @throws StationError UNREADABLE_IMAGE, CANCELLED
 */
export async function showAPart(images: readonly TrainingImage[], signal: AbortSignal): Promise<boolean> {
  const edges: Float32Array[] = [];
  for (const image of images.slice(0, mostLookedAt)) {
    throwIfCancelled(signal);
    const pixels = pixelsOfFrame(await readTrainingImage(image));
    edges.push(innerCells(coarser(steepness(shrunk(pixels, gridFor(1, pixelSide))), pixelSide / cellSide)));
  }
  return shareOfPlaces(edges) >= leastShare;
}

/**
 * How much of the variance of values lies between places, rather than between pictures at a place, 0..1.
 *
 * @param pictures values of each, place by place
 */
export function shareOfPlaces(pictures: readonly Float32Array[]): number {
  const means = (pictures[0] ?? new Float32Array()).map(
    (_, place) => pictures.reduce((sum, values) => sum + (values[place] ?? 0), 0) / pictures.length,
  );
  const mean = means.reduce((sum, value) => sum + value, 0) / means.length;
  const squares = (values: Float32Array): number =>
    values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const all = pictures.reduce((sum, values) => sum + squares(values), 0) / pictures.length;
  return all > 0 ? squares(means) / all : 0;
}

/** Without the outermost cells: nothing is steep at a picture's border. */
function innerCells({ width, height, values }: SmallPicture): Float32Array {
  return values.filter((_, cell) => {
    const [column, row] = [cell % width, Math.floor(cell / width)];
    return column > 0 && row > 0 && column < width - 1 && row < height - 1;
  });
}
