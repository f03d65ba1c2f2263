import { fallingBins, type FineHistogram } from './fine-histogram.ts';

/** A point of the per-region-overlap curve. */
export interface ProPoint {
  /** Share of good pixels called defective, 0..1. */
  readonly falsePositiveRate: number;
  /** Mean covered share over all regions, 0..1. */
  readonly overlap: number;
}

/**
 * Computes the per-region-overlap curve (Bergmann et al., CVPR 2020, section 4): one point per bin of scores
 * as threshold, from (0, 0) to the limit, where the last point is interpolated.
 *
 * @param good pixels outside the ground truth, each of weight 1
 * @param regions defective pixels, each of weight 1 / size of its region
 * @param regionCount at least 1
 * @param limit largest false-positive rate, in (0, 1]
 */
export function* proPoints(
  good: FineHistogram,
  regions: FineHistogram,
  regionCount: number,
  limit: number,
): Generator<ProPoint> {
  let before: ProPoint = { falsePositiveRate: 0, overlap: 0 };
  yield before;
  let called = 0;
  let covered = 0;
  for (const [pixels, weight] of fallingBins(good, regions)) {
    called += pixels;
    covered += weight;
    const point = { falsePositiveRate: called / good.total, overlap: Math.min(covered / regionCount, 1) };
    if (point.falsePositiveRate >= limit) {
      const part = (limit - before.falsePositiveRate) / (point.falsePositiveRate - before.falsePositiveRate);
      yield { falsePositiveRate: limit, overlap: before.overlap + part * (point.overlap - before.overlap) };
      return;
    }
    yield point;
    before = point;
  }
}

/** Returns AU-PRO, 0..1: the area under the curve by trapezoids, divided by its limit. */
export function areaUnder(points: Iterable<ProPoint>, limit: number): number {
  let area = 0;
  let before: ProPoint = { falsePositiveRate: 0, overlap: 0 };
  for (const point of points) {
    area += ((point.falsePositiveRate - before.falsePositiveRate) * (before.overlap + point.overlap)) / 2;
    before = point;
  }
  return area / limit;
}
