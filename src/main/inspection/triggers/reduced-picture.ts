import type { Frame } from '../../../shared/domain/frame.ts';

/** Cells along the longer side of a reduced picture. */
const longestSide = 64;
/** Samples per cell and side. The mean of 16 pixels has a quarter of a sensor's noise. */
const samplesASide = 4;

/** A picture as a coarse grid, to detect changes. */
export interface ReducedPicture {
  /** Cells across, 1..64. */
  readonly width: number;
  /** Cells down, 1..64. */
  readonly height: number;
  /** Mean colour of each cell `[height, width, 3]`, row-major, 0..255. */
  readonly data: Float32Array;
}

/** Reduces a frame by sampling some pixels of each cell; takes about a millisecond for any size. */
export function reducePicture({ width, height, data }: Frame): ReducedPicture {
  const scale = Math.min(1, longestSide / Math.max(width, height));
  const across = Math.max(1, Math.round(width * scale));
  const down = Math.max(1, Math.round(height * scale));
  const cells = new Float32Array(across * down * 3);
  const columns = samplePlaces(width, across);
  const rows = samplePlaces(height, down);
  for (let row = 0; row < rows.length; row++) {
    const line = (rows[row] ?? 0) * width;
    const cellLine = Math.floor(row / samplesASide) * across;
    for (let column = 0; column < columns.length; column++) {
      const from = (line + (columns[column] ?? 0)) * 3;
      const to = (cellLine + Math.floor(column / samplesASide)) * 3;
      for (let channel = 0; channel < 3; channel++) {
        cells[to + channel] = (cells[to + channel] ?? 0) + (data[from + channel] ?? 0);
      }
    }
  }
  const samples = samplesASide ** 2;
  return { width: across, height: down, data: cells.map((sum) => sum / samples) };
}

/** Returns evenly spread sample positions along a side, `samplesASide` per cell. */
function samplePlaces(length: number, cells: number): number[] {
  const count = cells * samplesASide;
  return Array.from({ length: count }, (_, place) => Math.floor(((place + 0.5) * length) / count));
}

export function isSameGrid(a: ReducedPicture, b: ReducedPicture): boolean {
  return a.width === b.width && a.height === b.height;
}
