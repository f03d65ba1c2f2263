import { randomSource, type RandomSource } from './random.ts';

/** Side of a noise tile in pixels, a power of two; tiles repeat without a seam. */
export const tileSide = 256;

/** Returns the index in a tile of an integer place, which may be negative. */
export function tileIndex(column: number, row: number): number {
  return (row & (tileSide - 1)) * tileSide + (column & (tileSide - 1));
}

/**
 * Makes value noise of several octaves on a tile that repeats.
 *
 * @param octaves number of lattice cells per side, and weight of the octave
 * @returns `[256, 256]`, mean 0, standard deviation 1
 */
export function noiseTile(seed: number, octaves: readonly { cells: number; weight: number }[]): Float32Array {
  const random = randomSource(seed);
  const tile = new Float32Array(tileSide * tileSide);
  for (const { cells, weight } of octaves) addOctave(tile, cells, weight, random);
  return standardise(tile);
}

function addOctave(tile: Float32Array, cells: number, weight: number, random: RandomSource): void {
  const lattice = Float32Array.from({ length: cells * cells }, () => random.uniform(-1, 1) * weight);
  const at = (row: number, column: number): number => lattice[(row % cells) * cells + (column % cells)] ?? 0;
  for (let y = 0; y < tileSide; y++) {
    const latticeY = (y * cells) / tileSide;
    const row = Math.floor(latticeY);
    const down = ease(latticeY - row);
    for (let x = 0; x < tileSide; x++) {
      const latticeX = (x * cells) / tileSide;
      const column = Math.floor(latticeX);
      const right = ease(latticeX - column);
      const above = at(row, column) + (at(row, column + 1) - at(row, column)) * right;
      const below = at(row + 1, column) + (at(row + 1, column + 1) - at(row + 1, column)) * right;
      tile[y * tileSide + x] = (tile[y * tileSide + x] ?? 0) + above + (below - above) * down;
    }
  }
}

function ease(share: number): number {
  return share * share * (3 - 2 * share);
}

function standardise(values: Float32Array): Float32Array {
  let sum = 0;
  let squares = 0;
  for (const value of values) {
    sum += value;
    squares += value * value;
  }
  const mean = sum / values.length;
  const deviation = Math.sqrt(squares / values.length - mean * mean) || 1;
  return values.map((value) => (value - mean) / deviation);
}

/** Number of angles (a power of two) and radii in a streak table. */
export const streakAngles = 512;
const streakRadii = 1024;

/**
 * Makes turning marks: a table of radius × angle. Rows are independent; values along a row are correlated, in some
 * rows over a whole turn, in most over some degrees.
 *
 * @returns `[1024, 512]`, mean 0, standard deviation 1
 */
export function streakTable(seed: number): Float32Array {
  const random = randomSource(seed);
  const table = new Float32Array(streakRadii * streakAngles);
  for (let radius = 0; radius < streakRadii; radius++) {
    const whole = random.normal() * 0.7;
    const keep = radius % 3 === 0 ? 0.99 : 0.95;
    const fresh = Math.sqrt(1 - keep * keep);
    let value = random.normal();
    // A second turn over the same row reduces the seam at angle 0.
    for (let step = 0; step < streakAngles * 2; step++) {
      value = value * keep + random.uniform(-1.732, 1.732) * fresh;
      table[radius * streakAngles + (step % streakAngles)] = value + whole;
    }
    blendSeam(table, radius * streakAngles);
  }
  return standardise(table);
}

/** Blends the last degrees of a row into its first. */
function blendSeam(table: Float32Array, row: number): void {
  const blended = 48;
  const first = table[row] ?? 0;
  const jump = first - (table[row + streakAngles - 1] ?? 0);
  for (let step = 0; step < blended; step++) {
    const at = row + streakAngles - blended + step;
    table[at] = (table[at] ?? 0) + (jump * (step + 1)) / blended;
  }
}
