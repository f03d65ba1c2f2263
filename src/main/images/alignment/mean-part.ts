import type { Pose } from '../../../shared/domain/pose.ts';
import { inPlace } from './find-pose.ts';
import type { SmallPicture } from './small-picture.ts';

/** Least share of pictures that must show a place for its mean to count. */
const leastReach = 1 / 3;

/** Aligned pictures laid over each other. */
export interface MeanPart {
  readonly picture: SmallPicture;
  /** Correlation of each picture with the mean of the others, −1 to 1. */
  readonly likeness: readonly number[];
}

/**
 * Computes the mean of pictures with aligned parts.
 *
 * @param poses of the pictures, in their order
 * @param before values for places that few pictures show
 */
export function meanPart(
  pictures: readonly SmallPicture[],
  poses: readonly Pose[],
  before: SmallPicture,
): MeanPart {
  const sums = new Float32Array(before.values.length);
  const counts = new Float32Array(before.values.length);
  const placed = pictures.flatMap((picture, index) => {
    const pose = poses[index];
    return pose ? [inPlace(picture, pose)] : [];
  });
  for (const values of placed) {
    for (const [place, value] of values.entries()) {
      if (Number.isNaN(value)) continue;
      sums[place] = (sums[place] ?? 0) + value;
      counts[place] = (counts[place] ?? 0) + 1;
    }
  }
  const values = sums.map((sum, place) => {
    const count = counts[place] ?? 0;
    return count >= leastReach * placed.length ? sum / count : (before.values[place] ?? 0);
  });
  const withoutOne = (own: Float32Array): Float32Array =>
    own.map((value, place) => ((sums[place] ?? 0) - value) / ((counts[place] ?? 0) - 1));
  return {
    picture: { ...before, values },
    likeness: placed.map((own) => correlation(own, withoutOne(own))),
  };
}

/** Correlates the places where both values are numbers; 0 if one picture is constant there. */
function correlation(one: Float32Array, other: Float32Array): number {
  let [count, a, b, aa, bb, ab] = [0, 0, 0, 0, 0, 0];
  for (let place = 0; place < one.length; place++) {
    const [x, y] = [one[place] ?? 0, other[place] ?? 0];
    if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
    count += 1;
    a += x;
    b += y;
    aa += x * x;
    bb += y * y;
    ab += x * y;
  }
  const spread = (aa - (a * a) / count) * (bb - (b * b) / count);
  return spread > 0 ? (ab - (a * b) / count) / Math.sqrt(spread) : 0;
}
