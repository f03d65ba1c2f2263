import { likenessPicture, unlikeness } from '../../../shared/domain/picture-likeness.ts';
import type { LikenessPicture } from '../../../shared/domain/picture-likeness.ts';
import { median } from '../../../shared/domain/robust-deviation.ts';
import { seededRandom } from '../../networks/random.ts';
import { distance, lengthOf, quartersOf } from './distances.ts';
import type { Traits } from './traits.ts';

/** Largest difference between the small grey pictures of near duplicates (`unlikeness`). */
const mostUnlike = 0.004;
/** The same limit as a share of the product's usual difference, so that parts that all look alike are not near duplicates. */
const shareOfUsual = 0.05;
/** Largest distance between the cells of near duplicates, as a share of their length; at most the product's usual distance. */
const largestDistance = 0.36;
/** Number of sampled pairs whose median gives the usual difference, and the fewest images for it. */
const sampledPairs = 200;
const fewestForUsual = 8;

/** Two images, by their indexes in the list. */
export type Pair = readonly [number, number];

/**
 * Finds pairs of images that show almost the same: one picture twice, slightly differently stored, lit or cropped, or one
 * part photographed twice. It compares the pretrained network's descriptors at the same places, and the small grey
 * pictures; both must agree.
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

/** Returns the usual difference between two of the product's images; no limit if there are too few images. */
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
