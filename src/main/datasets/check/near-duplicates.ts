import { unlikeness } from '../../../shared/domain/picture-likeness.ts';
import { median } from '../../../shared/domain/robust-deviation.ts';
import { seededRandom } from '../../networks/random.ts';
import { distance, lengthOf, quartersOf } from './distances.ts';
import type { Traits } from './traits.ts';

/** Most that the small grey pictures of near duplicates differ (`unlikeness`). */
export const mostUnlike = 0.02;
/** Largest distance of the cells of near duplicates, as a share of their length. */
export const largestDistance = 0.32;
/** The same as a share of the distance that two pictures of the product usually have: parts that all look alike stay apart. */
export const shareOfUsual = 0.45;
/** Pairs of which the usual distance is the median. */
const sampledPairs = 1_000;

/** Two images, by their place in the list. */
export type Pair = readonly [number, number];

/**
 * The pairs of images that show all but the same: one picture twice, stored, lit or cut a little otherwise, or one part
 * taken twice. Pairs are compared by what the pretrained network sees in the same places, and by their small grey
 * pictures; both have to agree.
 */
export function nearDuplicates(images: readonly Traits[]): Pair[] {
  if (images.length < 2) return [];
  const length = median(images.map(({ cells }) => lengthOf(cells)));
  const limit = Math.min(largestDistance * length, shareOfUsual * usualDistance(images));
  const quarters = images.map(({ cells }) => quartersOf(cells));
  const pairs: Pair[] = [];
  for (const [second, image] of images.entries()) {
    const short = quarters[second];
    for (let first = 0; first < second; first++) {
      const other = images[first];
      const otherShort = quarters[first];
      if (!other || !short || !otherShort || distance(short, otherShort) > limit) continue;
      if (distance(image.cells, other.cells) > limit) continue;
      if (unlikeness(image.small, other.small) <= mostUnlike) pairs.push([first, second]);
    }
  }
  return pairs;
}

/** The median distance of two images; no limit while there are too few to tell. */
function usualDistance(images: readonly Traits[]): number {
  const fewest = 8;
  if (images.length < fewest) return Number.POSITIVE_INFINITY;
  const random = seededRandom(images.length);
  const distances: number[] = [];
  while (distances.length < sampledPairs) {
    const one = images[random.integer(images.length)];
    const other = images[random.integer(images.length)];
    if (one && other && one !== other) distances.push(distance(one.cells, other.cells));
  }
  return median(distances);
}
