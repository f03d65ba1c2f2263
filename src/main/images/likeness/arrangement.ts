import { correlation } from '../../../shared/domain/picture-likeness.ts';
import { sketchSide } from './measure-picture.ts';

/** Largest shift against the mean training image, cells: a fifth of the picture. */
const farthest = 6;
/** A sketch with less spread than this has no structure. */
const leastSpread = 1e-6;

/** A picture's arrangement relative to the mean training image. */
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
      const arrangement = correlation(mean, sketch, sketchSide, { down, right }, leastSpread);
      // Of equal correlations, takes the smallest shift.
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
