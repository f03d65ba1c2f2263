/** Side of the small grey pictures to compare, pixels. */
export const likenessSide = 64;

/** A shift between two pictures, in cells. */
interface Shift {
  readonly down: number;
  readonly right: number;
}

/** Largest shift, in cells at half resolution: about 6 % of the picture. */
const farthest = 2;

/** A small grey picture prepared for comparison. */
export interface LikenessPicture {
  /** `[64, 64]` */
  readonly fine: Float32Array;
  /** `[32, 32]`, means of 2 × 2 */
  readonly coarse: Float32Array;
}

/** Pictures with a lower correlation at half resolution are not compared at full resolution. */
const leastCommon = 0.9;

/** @param small grey values `[64, 64]` row-major, without detail finer than two cells */
export function likenessPicture(small: Uint8Array): LikenessPicture {
  const fine = Float32Array.from(small);
  const half = likenessSide / 2;
  const coarse = new Float32Array(half * half);
  for (let row = 0; row < likenessSide; row++) {
    for (let column = 0; column < likenessSide; column++) {
      const place = (row >> 1) * half + (column >> 1);
      coarse[place] = (coarse[place] ?? 0) + (fine[row * likenessSide + column] ?? 0) / 4;
    }
  }
  return { fine, coarse };
}

/**
 * Measures how different two pictures are: 1 minus their highest correlation over shifts up to about 6 % of
 * the picture, including shifts between cells. The same scene, brighter, darker or slightly moved, lies near
 * 0.
 *
 * @returns 0..2; 1 if one of them has no structure
 */
export function unlikeness(one: LikenessPicture, other: LikenessPicture): number {
  const half = likenessSide / 2;
  const roughly = (shift: Shift): number => correlation(one.coarse, other.coarse, half, shift);
  const coarse = best(square({ down: 0, right: 0 }, farthest), roughly);
  if (coarse.value < leastCommon) return 1 - coarse.value;
  const closely = (shift: Shift): number => correlation(one.fine, other.fine, likenessSide, shift);
  const { shift, value } = best(
    square({ down: 2 * coarse.shift.down, right: 2 * coarse.shift.right }, 1),
    closely,
  );
  const { down, right } = shift;
  const rise =
    riseBetween(closely({ down: down - 1, right }), value, closely({ down: down + 1, right })) +
    riseBetween(closely({ down, right: right - 1 }), value, closely({ down, right: right + 1 }));
  return Math.max(1 - value - rise, 0);
}

function square({ down, right }: Shift, reach: number): Shift[] {
  const steps = Array.from({ length: 2 * reach + 1 }, (_, step) => step - reach);
  return steps.flatMap((y) => steps.map((x) => ({ down: down + y, right: right + x })));
}

function best(
  shifts: readonly Shift[],
  correlate: (shift: Shift) => number,
): { readonly shift: Shift; readonly value: number } {
  let found = { shift: { down: 0, right: 0 }, value: Number.NEGATIVE_INFINITY };
  for (const shift of shifts) {
    const value = correlate(shift);
    if (value > found.value) found = { shift, value };
  }
  return found;
}

/**
 * Returns the rise of the parabola through three correlations above the middle one, because the best shift
 * may lie between two cells.
 */
function riseBetween(before: number, middle: number, after: number): number {
  const bend = 2 * middle - before - after;
  return bend > 1e-9 && middle >= before && middle >= after ? (after - before) ** 2 / (8 * bend) : 0;
}

/**
 * Correlates two square pictures, the second moved back by a shift.
 *
 * @param side of both pictures, cells
 * @param leastSpread result is 0 up to this product of the variances' sums, because there is nothing to
 *   correlate
 */
export function correlation(
  one: Float32Array,
  other: Float32Array,
  side: number,
  { down, right }: Shift,
  leastSpread = 0,
): number {
  let count = 0;
  let a = 0;
  let b = 0;
  let aa = 0;
  let bb = 0;
  let ab = 0;
  const lastRow = Math.min(side, side - down);
  const lastColumn = Math.min(side, side - right);
  for (let row = Math.max(0, -down); row < lastRow; row++) {
    for (let column = Math.max(0, -right); column < lastColumn; column++) {
      const x = one[row * side + column] ?? 0;
      const y = other[(row + down) * side + column + right] ?? 0;
      count += 1;
      a += x;
      b += y;
      aa += x * x;
      bb += y * y;
      ab += x * y;
    }
  }
  const spread = (aa - (a * a) / count) * (bb - (b * b) / count);
  return spread > leastSpread ? (ab - (a * b) / count) / Math.sqrt(spread) : 0;
}

/**
 * Measures fine detail: the mean square of the Laplacian divided by the variance, so that light and contrast
 * do not matter. Blur lowers it.
 *
 * @param grey `[height, width]` row-major
 * @returns ≥ 0; 0 for a picture without structure
 */
export function sharpness(grey: Uint8Array, height: number, width: number): number {
  let [sum, squares, edges] = [0, 0, 0];
  for (let row = 1; row < height - 1; row++) {
    for (let column = 1; column < width - 1; column++) {
      const place = row * width + column;
      const value = grey[place] ?? 0;
      const around =
        (grey[place - 1] ?? 0) +
        (grey[place + 1] ?? 0) +
        (grey[place - width] ?? 0) +
        (grey[place + width] ?? 0);
      sum += value;
      squares += value * value;
      edges += (around - 4 * value) ** 2;
    }
  }
  const count = Math.max((height - 2) * (width - 2), 1);
  const variance = squares / count - (sum / count) ** 2;
  return variance > 1e-6 ? edges / count / variance : 0;
}
