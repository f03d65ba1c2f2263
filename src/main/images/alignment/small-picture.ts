import type { Pixels } from '../likeness/measure-picture.ts';

/** A grid of square cells over a picture. */
export interface Grid {
  /** Whole cells. */
  readonly width: number;
  readonly height: number;
  /** Width and height of the picture in cells; fractional if its sides are no multiples of a cell. */
  readonly across: number;
  readonly down: number;
}

/** Luminance or another quantity on a small grid, `[height, width]` row-major. */
export interface SmallPicture extends Grid {
  readonly values: Float32Array;
}

/** Most samples per cell and side, so that a large picture takes no longer than a small one. */
const samplesASide = 4;

/** Returns the grid for pictures of an aspect. @param side cells of the longer side */
export function gridFor(aspect: number, side: number): Grid {
  const [across, down] = [side * Math.min(aspect, 1), side * Math.min(1 / aspect, 1)];
  // The small addend keeps rounding from losing the last whole cell.
  const whole = (cells: number): number => Math.floor(cells + 1e-6);
  return { width: whole(across), height: whole(down), across, down };
}

/** Reduces a picture to luminance on a grid: means over cells, 0..255. */
export function shrunk({ width, height, channels, data }: Pixels, grid: Grid): SmallPicture {
  const [columns, perColumn] = samplePlaces(width / grid.across, grid.width, channels);
  const [rows, perRow] = samplePlaces(height / grid.down, grid.height, width * channels);
  const values = new Float32Array(grid.width * grid.height);
  const share = 1 / (perColumn * perRow);
  for (let row = 0; row < rows.length; row++) {
    const line = rows[row] ?? 0;
    const cells = Math.floor(row / perRow) * grid.width;
    for (let column = 0, cell = cells, within = 0; column < columns.length; column++) {
      const at = line + (columns[column] ?? 0);
      const luminance = 0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0);
      values[cell] = (values[cell] ?? 0) + luminance * share;
      if (++within === perColumn) {
        within = 0;
        cell += 1;
      }
    }
  }
  return { ...grid, values };
}

/**
 * Returns evenly spread sample offsets along a side, and the number per cell.
 *
 * @param pitch pixels per cell
 */
function samplePlaces(pitch: number, cells: number, step: number): [Int32Array, number] {
  const perCell = Math.min(Math.max(1, Math.ceil(pitch)), samplesASide);
  const places = Int32Array.from(
    { length: cells * perCell },
    (_, index) => Math.floor(((index + 0.5) * pitch) / perCell) * step,
  );
  return [places, perCell];
}

/** Averages squares of `factor` × `factor` cells; drops incomplete ones. */
export function coarser(picture: SmallPicture, factor: number): SmallPicture {
  const { width, height, values } = picture;
  const [columns, rows] = [Math.floor(width / factor), Math.floor(height / factor)];
  const means = new Float32Array(columns * rows);
  for (let y = 0; y < rows * factor; y++) {
    const to = Math.floor(y / factor) * columns;
    for (let x = 0; x < columns * factor; x++) {
      const cell = to + Math.floor(x / factor);
      means[cell] = (means[cell] ?? 0) + (values[y * width + x] ?? 0) / factor ** 2;
    }
  }
  const [across, down] = [picture.across / factor, picture.down / factor];
  return { width: columns, height: rows, across, down, values: means };
}

/** Returns a picture's steepness at each place; 0 at its border. */
export function steepness(picture: SmallPicture): SmallPicture {
  const { width, height, values } = picture;
  const steep = new Float32Array(width * height);
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      const right = (values[at + 1] ?? 0) - (values[at - 1] ?? 0);
      const down = (values[at + width] ?? 0) - (values[at - width] ?? 0);
      steep[at] = Math.sqrt(right * right + down * down);
    }
  }
  return { ...picture, values: steep };
}

/** Interpolates between four cells, `x` and `y` from 0 to width − 1 and height − 1; null beyond them. */
export function valueBetween({ width, height, values }: SmallPicture, x: number, y: number): number | null {
  if (x < 0 || y < 0 || x > width - 1 || y > height - 1) return null;
  const left = Math.min(Math.floor(x), width - 2);
  const top = Math.min(Math.floor(y), height - 2);
  const at = top * width + left;
  const [right, down] = [x - left, y - top];
  const above = (values[at] ?? 0) * (1 - right) + (values[at + 1] ?? 0) * right;
  const below = (values[at + width] ?? 0) * (1 - right) + (values[at + width + 1] ?? 0) * right;
  return above * (1 - down) + below * down;
}
