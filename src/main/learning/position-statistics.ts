import { RunningMoments } from '../networks/component-moments.ts';
import type { PositionNormalisation } from '../networks/onnx/anomaly-score.ts';

/** Weight of the statistics over all positions against those of one position, as a number of images. */
export const shrinkage = 10;
/** Standard deviation of the blur over neighbouring positions, in cells. */
const blurDeviation = 1;

/** Collects a raw score (e or v) over good images, per position or over all positions. */
export interface ScoreStatistics {
  /** Adds the map `[h, w]` of an image that the students learnt from. */
  addTraining(map: Float32Array): void;
  /** Adds the map `[h, w]` of an image that the students have not seen. */
  addValidation(map: Float32Array): void;
  result(): {
    readonly positions: PositionNormalisation;
    readonly overall: { mean: number; deviation: number };
  };
}

/**
 * Computes mean and deviation of a raw score at each position of the frame.
 *
 * The paper (section 3.3) uses one mean and deviation for all positions (decision 0012). If parts always lie
 * alike, some places (an edge, a printed code) are hard to imitate in every image. Compared with its own
 * usual error, such a place no longer hides a defect elsewhere. The positions' statistics come from the
 * training images, scaled to the level of the validation images. They are blurred over neighbours and drawn
 * towards the statistics of all positions, which come from the validation images alone. So few images, or
 * parts in any position, give the paper's result.
 *
 * @param grid height and width in cells
 * @param inside `[h, w]`, 1 where a position counts
 */
export function positionStatistics(grid: readonly [number, number], inside: Uint8Array): ScoreStatistics {
  const perPosition = new RunningMoments(grid[0] * grid[1]);
  const training = new RunningMoments(1);
  const validation = new RunningMoments(1);
  return {
    addTraining(map) {
      perPosition.addRows(map);
      training.add(map, inside);
    },
    addValidation: (map) => validation.add(map, inside),
    result() {
      const all = validation.result();
      const overall = { mean: all.mean[0] ?? 0, deviation: all.deviation[0] ?? 1 };
      const level = overall.mean / Math.max(training.result().mean[0] ?? 1, Number.MIN_VALUE);
      const { mean, deviation } = perPosition.moments();
      const share = perPosition.count / (perPosition.count + shrinkage);
      const blurred = (values: Float64Array): Float64Array => blur(values, inside, grid);
      const means = blurred(mean.map((value) => value * level));
      const variances = blurred(deviation.map((value) => (value * level) ** 2));
      return {
        overall,
        positions: {
          mean: Float32Array.from(means, (value) => share * value + (1 - share) * overall.mean),
          deviation: Float32Array.from(variances, (value) =>
            Math.sqrt(share * value + (1 - share) * overall.deviation ** 2),
          ),
        },
      };
    },
  };
}

/**
 * Computes mean and deviation of a raw score over all positions, as the paper does (section 3.3), from
 * validation images alone.
 *
 * @param leastDeviation least deviation, used if good images are identical
 */
export function overallStatistics(
  grid: readonly [number, number],
  inside: Uint8Array,
  leastDeviation: number,
): ScoreStatistics {
  const validation = new RunningMoments(1);
  const cells = grid[0] * grid[1];
  return {
    addTraining: () => undefined,
    addValidation: (map) => validation.add(map, inside),
    result() {
      const { mean, deviation } = validation.result(leastDeviation);
      const overall = { mean: mean[0] ?? 0, deviation: deviation[0] ?? 1 };
      return {
        overall,
        positions: {
          mean: new Float32Array(cells).fill(overall.mean),
          deviation: new Float32Array(cells).fill(overall.deviation),
        },
      };
    },
  };
}

/** Computes a Gaussian mean over counted neighbours; other positions keep their value. */
function blur(
  values: Float64Array,
  inside: Uint8Array,
  [height, width]: readonly [number, number],
): Float64Array {
  const reach = Math.ceil(3 * blurDeviation);
  return values.map((value, index) => {
    if (inside[index] !== 1) return value;
    const [row, column] = [Math.floor(index / width), index % width];
    let sum = 0;
    let weights = 0;
    for (let y = Math.max(row - reach, 0); y <= Math.min(row + reach, height - 1); y++) {
      for (let x = Math.max(column - reach, 0); x <= Math.min(column + reach, width - 1); x++) {
        const at = y * width + x;
        if (inside[at] !== 1) continue;
        const weight = Math.exp(-((y - row) ** 2 + (x - column) ** 2) / (2 * blurDeviation ** 2));
        sum += weight * (values[at] ?? 0);
        weights += weight;
      }
    }
    return sum / weights;
  });
}
