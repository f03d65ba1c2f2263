/** Side of the small grey pictures that are compared. */
export const likenessSide = 32;

/** Neighbouring positions at which two pictures are laid over each other: a shift of a thirty-second each way. */
const shifts = [-1, 0, 1] as const;

/**
 * How little two pictures have in common: 1 minus their highest correlation, at any shift of a cell each way. The same
 * scene, brighter or darker, lies near 0.
 *
 * @param one, other grey values `[32, 32]` row-major
 * @returns 0..2; 1 where one of them has no structure
 */
export function unlikeness(one: Uint8Array, other: Uint8Array): number {
  let highest = -1;
  for (const down of shifts) {
    for (const right of shifts) highest = Math.max(highest, correlation(one, other, down, right));
  }
  return 1 - highest;
}

function correlation(one: Uint8Array, other: Uint8Array, down: number, right: number): number {
  const side = likenessSide;
  let [count, a, b, aa, bb, ab] = [0, 0, 0, 0, 0, 0];
  for (let row = Math.max(0, -down); row < Math.min(side, side - down); row++) {
    for (let column = Math.max(0, -right); column < Math.min(side, side - right); column++) {
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
  return spread > 0 ? (ab - (a * b) / count) / Math.sqrt(spread) : 0;
}

/**
 * How much fine detail a picture shows: the mean square of its Laplacian over its variance, so that light and contrast
 * do not count. Blur lowers it.
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
        (grey[place - 1] ?? 0) + (grey[place + 1] ?? 0) + (grey[place - width] ?? 0) + (grey[place + width] ?? 0);
      sum += value;
      squares += value * value;
      edges += (around - 4 * value) ** 2;
    }
  }
  const count = Math.max((height - 2) * (width - 2), 1);
  const variance = squares / count - (sum / count) ** 2;
  return variance > 1e-6 ? edges / count / variance : 0;
}
