import type { Thresholds } from '../../shared/domain/verdict.ts';

/** A validation image's map. */
export interface ValidationMap {
  /** `[height, width]` row-major. */
  readonly map: Float32Array;
  readonly height: number;
  readonly width: number;
  /** `[height, width]`, 1 where a position counts. */
  readonly inside: Uint8Array;
}

/** Blocks along each side of a map. */
const blocksPerSide = 8;
/** Share of the highest block maxima that forms the tail. */
const tailShare = 0.1;
const leastTail = 5;

/**
 * Fits two limits of the map to defect-free validation images, by the probability that any pixel of a good
 * part exceeds them.
 *
 * A few images have too few scores for this: the maximum of five says little about the next hundred. So each
 * map is cut into 8 × 8 blocks, which gives many maxima. The highest tenth exceeds its own lower end by an
 * exponential law (Pickands 1975, with shape 0), and an image of n blocks exceeds t with probability 1 − (1 −
 * P(block > t))ⁿ. A limit is the t where this is the given false-reject rate.
 *
 * @param maps at least one, values finite
 * @param falseRejectRates shares of good parts that may reach each limit
 */
export function fitMapLimits(maps: readonly ValidationMap[], falseRejectRates: Thresholds): Thresholds {
  const perImage = maps.map(blockMaxima);
  const maxima = perImage.flat().toSorted((a, b) => b - a);
  const blocks = maxima.length / maps.length;
  const tail = Math.min(Math.max(Math.round(maxima.length * tailShare), leastTail), maxima.length - 1);
  const start = maxima[tail] ?? maxima[0] ?? 0;
  const excess = maxima.slice(0, tail).reduce((sum, value) => sum + value - start, 0) / Math.max(tail, 1);
  // Identical images have no spread, but the next camera frame has. The mean of k exponential values has a
  // relative error of 1/√k, so the scale is increased by that.
  const scale = Math.max(excess * (1 + 1 / Math.sqrt(Math.max(tail, 1))), Math.abs(start) * 0.02, 0.05);
  const limit = (rate: number): number => {
    const blockRate = -Math.expm1(Math.log1p(-rate) / blocks);
    return start + scale * Math.log(tail / maxima.length / blockRate);
  };
  return { review: limit(falseRejectRates.review), defect: limit(falseRejectRates.defect) };
}

/** Returns the maximum of each block with at least one counted position. */
function blockMaxima({ map, height, width, inside }: ValidationMap): number[] {
  const maxima = new Array<number>(blocksPerSide ** 2).fill(Number.NEGATIVE_INFINITY);
  for (let index = 0; index < map.length; index++) {
    if (inside[index] !== 1) continue;
    const row = Math.floor((Math.floor(index / width) * blocksPerSide) / height);
    const column = Math.floor(((index % width) * blocksPerSide) / width);
    const block = row * blocksPerSide + column;
    maxima[block] = Math.max(maxima[block] ?? 0, map[index] ?? 0);
  }
  return maxima.filter(Number.isFinite);
}
