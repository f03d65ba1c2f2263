import { sketchSide } from './measure-picture.ts';

/** How far a picture may be shifted against the mean training image, cells: a fifth of the picture. */
const farthest = 6;

/** How a picture is arranged beside the mean training image. */
export interface Arrangement {
  /** Correlation at the best shift, −1..1; 0 for a picture without structure. */
  readonly arrangement: number;
  /** The best shift, shares of width and height. */
  readonly right: number;
  readonly down: number;
}

/** Compares two sketches `[32, 32]` at all shifts up to a fifth of the picture. */
export function arrangementOf(sketch: Float32Array, mean: Float32Array): Arrangement {
  let best = { arrangement: Number.NEGATIVE_INFINITY, right: 0, down: 0 };
  for (let down = -farthest; down <= farthest; down++) {
    for (let right = -farthest; right <= farthest; right++) {
      const arrangement = correlation(sketch, mean, down, right);
      // Of equal ones the smallest shift.
      const gain = arrangement - best.arrangement;
      const nearer = Math.hypot(down, right) < Math.hypot(best.down, best.right);
      if (gain > 1e-6 || (gain > -1e-6 && nearer)) best = { arrangement, right, down };
    }
  }
  return {
    arrangement: best.arrangement,
    right: best.right / sketchSide,
    down: best.down / sketchSide,
  };
}

/** Correlation where a sketch, moved back by a shift, and the mean lie over each other. */
function correlation(sketch: Float32Array, mean: Float32Array, down: number, right: number): number {
  let [count, a, b, aa, bb, ab] = [0, 0, 0, 0, 0, 0];
  const lastRow = Math.min(sketchSide, sketchSide - down);
  const lastColumn = Math.min(sketchSide, sketchSide - right);
  for (let row = Math.max(0, -down); row < lastRow; row++) {
    for (let column = Math.max(0, -right); column < lastColumn; column++) {
      const x = mean[row * sketchSide + column] ?? 0;
      const y = sketch[(row + down) * sketchSide + column + right] ?? 0;
      count += 1;
      a += x;
      b += y;
      aa += x * x;
      bb += y * y;
      ab += x * y;
    }
  }
  const spread = (aa - (a * a) / count) * (bb - (b * b) / count);
  return spread > 1e-6 ? (ab - (a * b) / count) / Math.sqrt(spread) : 0;
}
