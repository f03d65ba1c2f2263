import { areaMask, type InspectedArea } from '../../../shared/domain/region.ts';
import type { Frame } from '../../../shared/domain/frame.ts';
import type { TraitName } from '../../../shared/domain/picture-traits.ts';

/** Pixels `[H, W, channels]`, RGB or RGBA, uint8; alpha is ignored. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly channels: 3 | 4;
  readonly data: Uint8Array;
}

export function pixelsOfFrame({ width, height, data }: Frame): Pixels {
  return { width, height, channels: 3, data };
}

/** Cells per side of the grid for brightness, contrast, colour and arrangement. */
const cellsASide = 64;
/** Samples per cell and side, so that pictures of any size take the same time. */
const samplesASide = 3;
/** Side of the small picture that represents a picture's arrangement. */
export const sketchSide = 32;
/** Longest side for measuring sharpness, so that high-resolution cameras do not count as blurred. */
export const mostDetail = 512;
/** Tiles per side for measuring sharpness, and places per side of a tile. */
const tilesASide = 8;
const placesATile = 8;
const detailPlaces = tilesASide * placesATile;
/** Tiles with fewer places in the inspected area are left out. */
const fewestPlaces = 20;
/** Pixels in whole rows for detecting blocks, and the fewest rows. */
const blockPixels = 32_768;
const fewestBlockRows = 16;
/** Steps per grey level in counts of dark cells. */
const stepsALevel = 4;
/** Added to mean steps, grey levels, so that flat pictures have no direction. */
const leastStep = 0.5;
/**
 * Largest brightness step that counts, so that a strong edge at a block's border is not taken for a block.
 */
const mostStep = 24;

/** Traits measured on pixels alone. */
export type PixelTrait = Exclude<TraitName, 'right' | 'down' | 'arrangement' | 'deviation' | 'repetition'>;

export interface MeasuredPicture {
  readonly values: Readonly<Record<PixelTrait, number>>;
  /** Luminance `[32, 32]`, mean 0 and mean distance 1 inside the area, 0 outside; all 0 for a picture without structure. */
  readonly sketch: Float32Array;
}

/**
 * Measures a picture's traits inside the inspected area on samples, in one to two milliseconds for any size.
 * Training images and frames of the line both use this function.
 *
 * @param detail longest side for sharpness, pixels: that of the training images, at most 512
 */
export function measurePicture(pixels: Pixels, area: InspectedArea, detail: number): MeasuredPicture {
  const { width, height } = pixels;
  const mask = areaMask(area, cellsASide, cellsASide);
  const cells = sampleCells(pixels);
  const { luminance } = cells;
  const red = meanInside(cells.red, mask);
  const green = meanInside(cells.green, mask);
  const blue = meanInside(cells.blue, mask);
  const grey = Math.max((red + green + blue) / 3, 1e-3);
  return {
    values: {
      shape: width / height,
      size: Math.sqrt(width * height),
      brightness: meanInside(luminance, mask),
      shadows: darkTenthInside(luminance, mask),
      contrast: deviationInside(luminance, mask),
      red: red / grey,
      green: green / grey,
      blue: blue / grey,
      ...detailOf(pixels, mask, detail),
      blocks: blocksOf(pixels, mask),
    },
    sketch: sketchOf(luminance, mask),
  };
}

interface Cells {
  readonly luminance: Float32Array;
  readonly red: Float32Array;
  readonly green: Float32Array;
  readonly blue: Float32Array;
}

function luminanceAt({ data }: Pixels, at: number): number {
  return 0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0);
}

/** Averages 3 × 3 spread pixels per cell, `[64, 64]`. */
function sampleCells({ width, height, channels, data }: Pixels): Cells {
  const count = cellsASide * cellsASide;
  const red = new Float32Array(count);
  const green = new Float32Array(count);
  const blue = new Float32Array(count);
  const rows = places(height, cellsASide * samplesASide);
  const columns = places(width, cellsASide * samplesASide);
  for (const [row, y] of rows.entries()) {
    const cellRow = Math.floor(row / samplesASide) * cellsASide;
    for (let column = 0; column < columns.length; column++) {
      const cell = cellRow + Math.floor(column / samplesASide);
      const at = (y * width + (columns[column] ?? 0)) * channels;
      red[cell] = (red[cell] ?? 0) + (data[at] ?? 0);
      green[cell] = (green[cell] ?? 0) + (data[at + 1] ?? 0);
      blue[cell] = (blue[cell] ?? 0) + (data[at + 2] ?? 0);
    }
  }
  const luminance = new Float32Array(count);
  const share = 1 / samplesASide ** 2;
  for (let cell = 0; cell < count; cell++) {
    red[cell] = (red[cell] ?? 0) * share;
    green[cell] = (green[cell] ?? 0) * share;
    blue[cell] = (blue[cell] ?? 0) * share;
    luminance[cell] = 0.299 * (red[cell] ?? 0) + 0.587 * (green[cell] ?? 0) + 0.114 * (blue[cell] ?? 0);
  }
  return { luminance, red, green, blue };
}

/** Returns the middles of equal parts of a side. */
function places(side: number, parts: number): Int32Array {
  const middles = new Int32Array(parts);
  for (let part = 0; part < parts; part++) middles[part] = Math.floor(((part + 0.5) * side) / parts);
  return middles;
}

function meanInside(values: Float32Array, mask: Uint8Array): number {
  let [sum, count] = [0, 0];
  for (let index = 0; index < values.length; index++) {
    if (mask[index] !== 1) continue;
    sum += values[index] ?? 0;
    count += 1;
  }
  return count === 0 ? 0 : sum / count;
}

/** Returns the mean absolute deviation, in which a defect counts less than in a standard deviation. */
function deviationInside(values: Float32Array, mask: Uint8Array): number {
  const mean = meanInside(values, mask);
  let [sum, count] = [0, 0];
  for (let index = 0; index < values.length; index++) {
    if (mask[index] !== 1) continue;
    sum += Math.abs((values[index] ?? 0) - mean);
    count += 1;
  }
  return count === 0 ? 0 : sum / count;
}

/**
 * Returns the value that a tenth of the cells lie below: background and shadows, which change least between
 * parts.
 */
function darkTenthInside(values: Float32Array, mask: Uint8Array): number {
  const counts = new Uint16Array(256 * stepsALevel);
  let all = 0;
  for (let index = 0; index < values.length; index++) {
    if (mask[index] !== 1) continue;
    const step = Math.min(Math.floor((values[index] ?? 0) * stepsALevel), counts.length - 1);
    counts[step] = (counts[step] ?? 0) + 1;
    all += 1;
  }
  let [step, below] = [0, 0];
  while (step < counts.length && below + (counts[step] ?? 0) <= all / 10) below += counts[step++] ?? 0;
  return all === 0 ? 0 : step / stepsALevel;
}

/** The cell of a place, given in pixels. */
function cellOf({ width, height }: Pixels, y: number, x: number): number {
  return Math.floor((y * cellsASide) / height) * cellsASide + Math.floor((x * cellsASide) / width);
}

/**
 * Measures fine detail on neighbours as far apart as pixels of a picture with `detail` pixels. Sharpness is
 * the mean square of the Laplacian divided by the variance; direction is the mean step to the right divided
 * by that downwards. Both are geometric means over tiles, so that a local defect only affects its own tiles.
 */
function detailOf(
  pixels: Pixels,
  mask: Uint8Array,
  detail: number,
): Record<'sharpness' | 'direction', number> {
  const { width, height, channels } = pixels;
  const step = Math.max(1, Math.round(Math.max(width, height) / detail));
  const margin = 2 * step;
  const rows = places(height - 2 * margin, detailPlaces);
  const columns = places(width - 2 * margin, detailPlaces);
  const tiles = Array.from({ length: tilesASide * tilesASide }, () => ({
    count: 0,
    sum: 0,
    squares: 0,
    edges: 0,
    right: 0,
    down: 0,
  }));
  const block = blockOffsets(pixels, step);
  const [toSide, toRow] = [step * channels, step * width * channels];
  for (let row = 0; row < rows.length; row++) {
    const y = (rows[row] ?? 0) + margin;
    for (let column = 0; column < columns.length; column++) {
      const x = (columns[column] ?? 0) + margin;
      if (mask[cellOf(pixels, y, x)] !== 1) continue;
      const at = (y * width + x) * channels;
      const middle = blockMean(pixels, at, block);
      const above = blockMean(pixels, at - toRow, block);
      const below = blockMean(pixels, at + toRow, block);
      const before = blockMean(pixels, at - toSide, block);
      const after = blockMean(pixels, at + toSide, block);
      const tile = tiles[Math.floor(row / placesATile) * tilesASide + Math.floor(column / placesATile)];
      if (!tile) continue;
      tile.count += 1;
      tile.sum += middle;
      tile.squares += middle * middle;
      tile.edges += (above + below + before + after - 4 * middle) ** 2;
      tile.right += Math.abs(after - before);
      tile.down += Math.abs(below - above);
    }
  }
  const known = tiles.filter(({ count }) => count >= fewestPlaces);
  if (known.length === 0) return { sharpness: 0, direction: 1 };
  return {
    sharpness: geometricMean(
      known.map(({ count, sum, squares, edges }) => {
        // Adds the variance of rounding, so that it does not count as structure.
        const variance = Math.max(squares / count - (sum / count) ** 2, 0) + 0.25;
        return edges / count / variance + 0.01;
      }),
    ),
    direction: geometricMean(
      known.map(({ count, right, down }) => (right / count + leastStep) / (down / count + leastStep)),
    ),
  };
}

function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

/** Returns sample offsets in a square: one pixel, or 2 × 2 pixels spread over a larger square. */
function blockOffsets({ width, channels }: Pixels, side: number): readonly number[] {
  const steps = side === 1 ? [0] : [0, Math.floor(side / 2)];
  return steps.flatMap((down) => steps.map((right) => (down * width + right) * channels));
}

/** Mean luminance of a square from a corner on. */
function blockMean(pixels: Pixels, corner: number, offsets: readonly number[]): number {
  let sum = 0;
  for (const offset of offsets) sum += luminanceAt(pixels, corner + offset);
  return sum / offsets.length;
}

/** Returns the mean brightness step across borders of 8 × 8 blocks, divided by that between other columns. */
function blocksOf(pixels: Pixels, mask: Uint8Array): number {
  const { width, height, channels } = pixels;
  const sums = [0, 0];
  const counts = [0, 0];
  const rows = Math.min(Math.max(Math.round(blockPixels / width), fewestBlockRows), height);
  const cells = new Int32Array(width);
  for (let x = 0; x < width; x++) cells[x] = Math.floor((x * cellsASide) / width);
  for (const y of places(height, rows)) {
    const cellRow = Math.floor((y * cellsASide) / height) * cellsASide;
    let before = luminanceAt(pixels, y * width * channels);
    for (let x = 1; x < width; x++) {
      const value = luminanceAt(pixels, (y * width + x) * channels);
      const step = Math.min(Math.abs(value - before), mostStep);
      before = value;
      if (mask[cellRow + (cells[x] ?? 0)] !== 1) continue;
      const border = x % 8 === 0 ? 1 : 0;
      sums[border] = (sums[border] ?? 0) + step;
      counts[border] = (counts[border] ?? 0) + 1;
    }
  }
  const mean = (border: 0 | 1): number => (sums[border] ?? 0) / Math.max(counts[border] ?? 0, 1);
  // Adds a third of a grey level, so that the ratio is 1 without any structure.
  return (mean(1) + 0.3) / (mean(0) + 0.3);
}

function sketchOf(luminance: Float32Array, mask: Uint8Array): Float32Array {
  const mean = meanInside(luminance, mask);
  const scale = 1 / Math.max(deviationInside(luminance, mask), 1);
  const sketch = new Float32Array(sketchSide * sketchSide);
  const factor = cellsASide / sketchSide;
  for (let row = 0; row < cellsASide; row++) {
    for (let column = 0; column < cellsASide; column++) {
      const cell = row * cellsASide + column;
      if (mask[cell] !== 1) continue;
      const place = Math.floor(row / factor) * sketchSide + Math.floor(column / factor);
      sketch[place] = (sketch[place] ?? 0) + (((luminance[cell] ?? 0) - mean) * scale) / (factor * factor);
    }
  }
  return sketch;
}
