import { connectedComponents } from './connected-components.ts';
import { countPixels, notANumber, type ScoredMap } from './scored-map.ts';

/** A region's number shares a double's 53 bits with a 32-bit score. */
const regionRange = 2 ** 21;
/** Scores are first counted by their upper 16 bits. */
const binCount = 2 ** 16;

/**
 * Area under the per-region-overlap curve (Bergmann et al., CVPR 2020, section 4): at each distinct score as
 * threshold, the share of a ground-truth region (8-connected) that is covered, averaged over all regions,
 * against the share of good pixels that are called defective; from (0, 0) up to the limit, by trapezoids, linear
 * between points, divided by the limit. Exact, and sorts only the good pixels that lie within the limit.
 *
 * @param limit largest false-positive rate, in (0, 1]
 * @returns 0..1, or null when there is no good or no defective pixel
 * @throws RangeError when a score is not a number, a map's sizes disagree, the limit is out of range, or there are
 *   more than 2,097,151 regions
 */
export function auPro(maps: readonly ScoredMap[], limit = 0.3): number | null {
  if (!(limit > 0 && limit <= 1)) throw new RangeError(`The false-positive limit ${limit} is not in (0, 1]`);
  const counts = countPixels(maps);
  if (counts.good === 0 || counts.defective === 0) return null;
  const good = highestGoodKeys(maps, limit * counts.good);
  const { keys, weights } = defectiveKeys(maps, counts.defective);
  return integrate(good, counts.good, keys, weights, limit) / limit;
}

/** An integer 0..2³²−1 in the order of the scores, from a float32's bits; both zeros are equal. */
function keyOf(bits: number): number {
  if ((bits & 0x7fffffff) > 0x7f800000) throw notANumber();
  if (bits === 0x80000000) return 0x80000000;
  return (bits & 0x80000000) === 0 ? bits + 0x80000000 : 0xffffffff - bits;
}

function bitsOf(scores: Float32Array): Uint32Array {
  return new Uint32Array(scores.buffer, scores.byteOffset, scores.length);
}

/** Keys of at least the `wanted` highest good pixels, ascending. */
function highestGoodKeys(maps: readonly ScoredMap[], wanted: number): Uint32Array {
  const bins = new Uint32Array(binCount);
  for (const { scores, mask } of maps) {
    const bits = bitsOf(scores);
    for (let pixel = 0; pixel < bits.length; pixel++) {
      const bin = keyOf(bits[pixel] ?? 0) >>> 16;
      if (mask === null || mask[pixel] === 0) bins[bin] = (bins[bin] ?? 0) + 1;
    }
  }
  let lowestBin = binCount;
  let count = 0;
  while (lowestBin > 0 && count < wanted) count += bins[--lowestBin] ?? 0;

  const lowest = lowestBin * 2 ** 16;
  const keys = new Uint32Array(count);
  let next = 0;
  for (const { scores, mask } of maps) {
    const bits = bitsOf(scores);
    for (let pixel = 0; pixel < bits.length; pixel++) {
      const key = keyOf(bits[pixel] ?? 0);
      if (key >= lowest && (mask === null || mask[pixel] === 0)) keys[next++] = key;
    }
  }
  return keys.sort();
}

/** Defective pixels as `key · regionRange + region`, ascending, and what a pixel of each region adds to the mean. */
function defectiveKeys(
  maps: readonly ScoredMap[],
  pixels: number,
): { keys: Float64Array; weights: Float64Array } {
  const keys = new Float64Array(pixels);
  const sizes: number[] = [0];
  let next = 0;
  for (const { scores, mask, height, width } of maps) {
    if (mask === null) continue;
    const before = sizes.length - 1;
    const { labels, count } = connectedComponents(mask, height, width);
    if (before + count >= regionRange) throw new RangeError('The ground truth has too many regions');
    for (let region = 0; region < count; region++) sizes.push(0);
    const bits = bitsOf(scores);
    for (let pixel = 0; pixel < labels.length; pixel++) {
      const label = labels[pixel] ?? 0;
      if (label === 0) continue;
      const region = before + label;
      sizes[region] = (sizes[region] ?? 0) + 1;
      keys[next++] = keyOf(bits[pixel] ?? 0) * regionRange + region;
    }
  }
  const regions = sizes.length - 1;
  return { keys: keys.sort(), weights: Float64Array.from(sizes, (size) => 1 / (size * regions)) };
}

/** Walks down the thresholds and sums the trapezoids. */
function integrate(
  good: Uint32Array,
  goodPixels: number,
  defective: Float64Array,
  weights: Float64Array,
  limit: number,
): number {
  let g = good.length - 1;
  let d = defective.length - 1;
  let called = 0;
  let overlap = 0;
  let rate = 0;
  let area = 0;
  while (g >= 0) {
    const next = defective[d];
    const threshold = Math.max(good[g] ?? 0, next === undefined ? 0 : Math.floor(next / regionRange));
    const overlapBefore = overlap;
    const lowest = threshold * regionRange;
    for (let key = defective[d]; key !== undefined && key >= lowest; key = defective[--d]) {
      overlap += weights[key - lowest] ?? 0;
    }
    while (g >= 0 && good[g] === threshold) {
      called++;
      g--;
    }
    const rateBefore = rate;
    rate = called / goodPixels;
    if (rate >= limit) {
      const part = (limit - rateBefore) / (rate - rateBefore);
      const overlapAtLimit = overlapBefore + part * (overlap - overlapBefore);
      return area + ((limit - rateBefore) * (overlapBefore + overlapAtLimit)) / 2;
    }
    area += ((rate - rateBefore) * (overlapBefore + overlap)) / 2;
  }
  return area;
}
