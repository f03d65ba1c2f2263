import { likenessPicture, unlikeness } from '../../../shared/domain/picture-likeness.ts';
import type { LikenessPicture } from '../../../shared/domain/picture-likeness.ts';
import { median } from '../../../shared/domain/robust-deviation.ts';
import { seededRandom } from '../../networks/random.ts';
import { distance, lengthOf, quartersOf } from './distances.ts';
import type { Traits } from './traits.ts';

/** Most that the small grey pictures of near duplicates differ (`unlikeness`). */
export const mostUnlike = 0.004;
/** The same as a share of what two pictures of the product usually differ by: parts that all look alike stay apart. */
export const shareOfUsual = 0.05;
/** Largest distance of the cells of near duplicates, as a share of their length; never above the usual one. */
export const largestDistance = 0.36;
/** Pairs whose median is the usual pair, and fewest images among which there is one. */
const sampledPairs = 200;
const fewestForUsual = 8;

/** Two images, by their place in the list. */
export type Pair = readonly [number, number];

/**
 * The pairs of images that show all but the same: one picture twice, stored, lit or cut a little otherwise, or one part
 * taken twice. Pairs are compared by what the pretrained network sees in the same places, and by their small grey
 * pictures; both have to agree.
 */
export function nearDuplicates(images: readonly Traits[]): Pair[] {
  if (images.length < 2) return [];
  const prepared = images.map(({ cells, small }) => ({
    cells,
    quarters: quartersOf(cells),
    picture: likenessPicture(small),
  }));
  const length = median(images.map(({ cells }) => lengthOf(cells)));
  const usual = usualPair(prepared);
  const farthest = Math.min(largestDistance * length, usual.distance);
  const mostDifferent = Math.min(mostUnlike, shareOfUsual * usual.unlikeness);
  const pairs: Pair[] = [];
  for (const [second, image] of prepared.entries()) {
    for (const [first, other] of prepared.slice(0, second).entries()) {
      if (distance(image.quarters, other.quarters) > farthest) continue;
      if (distance(image.cells, other.cells) > farthest) continue;
      if (unlikeness(image.picture, other.picture) <= mostDifferent) pairs.push([first, second]);
    }
  }
  return pairs;
}

/** What two images of the product usually differ by; no limit while there are too few to tell. */
function usualPair(images: readonly { readonly cells: Float32Array; readonly picture: LikenessPicture }[]): {
  readonly distance: number;
  readonly unlikeness: number;
} {
  if (images.length < fewestForUsual) {
    return { distance: Number.POSITIVE_INFINITY, unlikeness: Number.POSITIVE_INFINITY };
  }
  const random = seededRandom(images.length);
  const [distances, unlike]: [number[], number[]] = [[], []];
  while (distances.length < sampledPairs) {
    const one = images[random.integer(images.length)];
    const other = images[random.integer(images.length)];
    if (!one || !other || one === other) continue;
    distances.push(distance(one.cells, other.cells));
    unlike.push(unlikeness(one.picture, other.picture));
  }
  return { distance: median(distances), unlikeness: median(unlike) };
}
