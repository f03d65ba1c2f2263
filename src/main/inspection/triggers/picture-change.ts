import { median } from '../../../shared/domain/robust-deviation.ts';
import type { ReducedPicture } from './reduced-picture.ts';

/** Largest change of light between two pictures, as a factor, that is not taken for a change of content. */
const mostGain = 1.2;
/** Darker cells are not used to measure light. */
const darkest = 8;
/** Most cells used to measure light. */
const mostLightCells = 512;

/**
 * Measures how much brighter a picture is than another as a whole: the median over the cells, so that a part
 * in a corner does not matter. A flickering lamp changes all cells alike.
 *
 * @param mask `[height, width]`, 1 in the inspected area
 * @returns a factor, 1 / 1.2 to 1.2
 */
function gainOf(picture: ReducedPicture, reference: ReducedPicture, mask: Uint8Array): number {
  const step = Math.max(1, Math.floor(mask.length / mostLightCells));
  const ratios: number[] = [];
  for (let cell = 0; cell < mask.length; cell += step) {
    const before = brightnessOf(reference, cell);
    if (mask[cell] === 1 && before >= darkest) ratios.push(brightnessOf(picture, cell) / before);
  }
  if (ratios.length === 0) return 1;
  return Math.min(Math.max(median(ratios), 1 / mostGain), mostGain);
}

function brightnessOf({ data }: ReducedPicture, cell: number): number {
  return ((data[cell * 3] ?? 0) + (data[cell * 3 + 1] ?? 0) + (data[cell * 3 + 2] ?? 0)) / 3;
}

/**
 * Measures each cell's difference from the reference, after adapting the reference to the picture's light:
 * the largest difference of the three channels, grey levels.
 *
 * @returns `[height, width]`; 0 outside the mask
 */
export function differencesOf(
  picture: ReducedPicture,
  reference: ReducedPicture,
  mask: Uint8Array,
): Float32Array {
  const gain = gainOf(picture, reference, mask);
  const found = new Float32Array(mask.length);
  for (let cell = 0; cell < mask.length; cell++) {
    if (mask[cell] !== 1) continue;
    let largest = 0;
    for (let at = cell * 3; at < cell * 3 + 3; at++) {
      largest = Math.max(largest, Math.abs((picture.data[at] ?? 0) - gain * (reference.data[at] ?? 0)));
    }
    found[cell] = largest;
  }
  return found;
}

/** Returns the cells in the mask with differences above a limit, as a share of the mask's cells. */
export function shareAbove(differences: Float32Array, mask: Uint8Array, limit: number): number {
  let inside = 0;
  let above = 0;
  for (let cell = 0; cell < mask.length; cell++) {
    if (mask[cell] !== 1) continue;
    inside += 1;
    if ((differences[cell] ?? 0) > limit) above += 1;
  }
  return inside === 0 ? 0 : above / inside;
}
