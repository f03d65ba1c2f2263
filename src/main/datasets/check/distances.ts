import { depth, grid } from './traits.ts';

const half = grid / 2;

/** Returns the mean of each quarter of the grid, `[2, 2, 32]`, as a short description of a picture. */
export function quartersOf(cells: Float32Array): Float32Array {
  const quarters = new Float32Array(4 * depth);
  for (let row = 0; row < grid; row++) {
    for (let column = 0; column < grid; column++) {
      const quarter = 2 * Math.floor(row / half) + Math.floor(column / half);
      for (let index = 0; index < depth; index++) {
        const place = quarter * depth + index;
        const value = cells[(row * grid + column) * depth + index] ?? 0;
        quarters[place] = (quarters[place] ?? 0) + value / half ** 2;
      }
    }
  }
  return quarters;
}

/**
 * Returns the root mean square of the distances between cells at the same places. The distance of quarters is never larger
 * than that of the cells whose means they are, so pictures with distant quarters need no closer look.
 *
 * @param one, other `[places, 32]`
 */
export function distance(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < one.length; index++) {
    const difference = (one[index] ?? 0) - (other[index] ?? 0);
    sum += difference * difference;
  }
  return Math.sqrt((sum * depth) / one.length);
}

/** Returns the cells' root mean square length, to which distances are relative. */
export function lengthOf(cells: Float32Array): number {
  return distance(cells, new Float32Array(cells.length));
}
