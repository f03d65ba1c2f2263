import type { Pose } from '../../../shared/domain/pose.ts';
import { inPlace } from './find-pose.ts';
import type { SmallPicture } from './small-picture.ts';

/** Where fewer than this share of the pictures reach, their mean says little. */
const leastReach = 1 / 3;

/** Pictures laid over each other with their parts in place. */
export interface MeanPart {
  readonly picture: SmallPicture;
  /** How much each picture is like the mean of the others: correlation, −1 to 1. */
  readonly likeness: readonly number[];
}

/**
 * The mean of pictures with their parts in place.
 *
 * @param poses of the pictures, in their order
 * @param before what stands where few pictures reach
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

/** Over the places where both are numbers; 0 where one of them is even. */
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
