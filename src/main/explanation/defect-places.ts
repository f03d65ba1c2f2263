import type { JudgedEntry } from '../../shared/contract/log.ts';
import { withoutSpecks } from '../../shared/domain/defect-regions.ts';
import type { PlaceWeights } from '../networks/region-descriptor.ts';

/** Share of the map, its hottest places, that counts as the defect if no region reaches the pixel threshold. */
const hottestShare = 0.01;

/** Weight of a place exactly at the threshold. */
const leastWeight = 1e-3;

/**
 * Returns where an entry's defect is: the regions under the limits that judged it, else the hottest places of its map.
 * A place's weight is its excess over the threshold, because a region extends beyond its defect by half a receptive
 * field.
 *
 * @param map the logged map, `[height, width]`; NaN places get no weight
 */
export function defectPlaces(map: Float32Array, { map: size, thresholds }: JudgedEntry): PlaceWeights {
  const { height, width } = size;
  const counted = withoutSpecks(map, height, width, thresholds);
  const above = (from: Float32Array, least: number): Float32Array<ArrayBuffer> =>
    Float32Array.from(from, (value) => (value >= least ? value - least + leastWeight : 0));
  const regions = above(counted, thresholds.pixelThreshold);
  if (regions.some((weight) => weight > 0)) return { weights: regions, height, width };
  const falling = map.filter((value) => !Number.isNaN(value)).toSorted((a, b) => b - a);
  const count = Math.max(1, Math.round(map.length * hottestShare));
  return { weights: above(map, falling[count - 1] ?? Number.NEGATIVE_INFINITY), height, width };
}

/** A part of a picture, pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Least weight of places of the defect itself, as a share of the largest weight. */
const hotShare = 0.25;
/** Margin around the defect as a share of its size, and least side as a share of the picture's longer side. */
const surroundings = 0.3;
const leastShare = 0.25;

/**
 * Returns a square around a defect with its surroundings, within the picture; less than a square if the picture is
 * too narrow.
 */
export function boxAround(
  { weights, height, width }: PlaceWeights,
  picture: { readonly width: number; readonly height: number },
): Box {
  const least = hotShare * weights.reduce((most, weight) => Math.max(most, weight), 0);
  let [left, top, right, bottom] = [width, height, 0, 0];
  weights.forEach((weight, at) => {
    if (weight === 0 || weight < least) return;
    const [row, column] = [Math.floor(at / width), at % width];
    left = Math.min(left, column);
    right = Math.max(right, column + 1);
    top = Math.min(top, row);
    bottom = Math.max(bottom, row + 1);
  });
  const across = picture.width / width;
  const down = picture.height / height;
  const extent = Math.max((right - left) * across, (bottom - top) * down) * (1 + 2 * surroundings);
  const side = Math.max(extent, leastShare * Math.max(picture.width, picture.height));
  const horizontal = span(((left + right) / 2) * across, side, picture.width);
  const vertical = span(((top + bottom) / 2) * down, side, picture.height);
  return { left: horizontal.from, width: horizontal.length, top: vertical.from, height: vertical.length };
}

/** Returns a span around a middle, moved and shortened to stay within 0 to `room`. */
function span(middle: number, wanted: number, room: number): { from: number; length: number } {
  const length = Math.min(Math.max(1, Math.round(wanted)), room);
  const from = Math.min(Math.max(Math.round(middle - length / 2), 0), room - length);
  return { from, length };
}
