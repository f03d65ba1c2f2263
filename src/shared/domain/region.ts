/** A place in shares of the picture's width and height (0..1, origin top left). */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A rectangle in shares of the picture's width and height (0..1, origin top left). */
export interface Region {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The corners of a closed outline, at least three. */
export type Outline = readonly Point[];

/**
 * What of the picture is inspected. What lies outside counts neither in training nor in statistics, limits and
 * score.
 */
export interface InspectedArea {
  /** The region of interest; null for the whole picture. */
  readonly region: Region | null;
  /** Parts of it that are left out, e.g. a printed date. */
  readonly exclusions: readonly Outline[];
}

export const wholePicture: InspectedArea = { region: null, exclusions: [] };

/**
 * The area as a mask on a grid.
 *
 * @returns `[height, width]` row-major, 1 where a cell's centre lies in the region and in no exclusion, else 0. A
 *   region narrower than a cell keeps the nearest one; only exclusions can leave nothing.
 */
export function areaMask({ region, exclusions }: InspectedArea, height: number, width: number): Uint8Array {
  const mask = new Uint8Array(height * width);
  const [top, bottom] = region === null ? [0, height - 1] : cells(region.y, region.height, height);
  const [left, right] = region === null ? [0, width - 1] : cells(region.x, region.width, width);
  for (let row = top; row <= bottom; row++) {
    mask.fill(1, row * width + left, row * width + right + 1);
    for (const outline of exclusions) {
      for (const [start, end] of spansAt(outline, (row + 0.5) / height)) {
        const from = Math.max(Math.ceil(start * width - 0.5), 0);
        const to = Math.min(Math.ceil(end * width - 0.5), width);
        if (from < to) mask.fill(0, row * width + from, row * width + to);
      }
    }
  }
  return mask;
}

/** First and last cell whose centre lies in `[start, start + length]`, in a row of `count` cells. */
function cells(start: number, length: number, count: number): [number, number] {
  const clamp = (cell: number): number => Math.min(Math.max(cell, 0), count - 1);
  const first = clamp(Math.ceil(start * count - 0.5));
  const last = clamp(Math.floor((start + length) * count - 0.5));
  return first <= last ? [first, last] : [last, last];
}

/** Where a horizontal line runs inside an outline (even-odd rule), from left to right. */
export function spansAt(outline: Outline, y: number): [number, number][] {
  const crossings = outline.flatMap((from, index) => {
    const to = outline[(index + 1) % outline.length] ?? from;
    if (from.y <= y === to.y <= y) return [];
    return [from.x + ((y - from.y) / (to.y - from.y)) * (to.x - from.x)];
  });
  crossings.sort((a, b) => a - b);
  return Array.from({ length: crossings.length / 2 }, (_, pair) => [
    crossings[2 * pair] ?? 0,
    crossings[2 * pair + 1] ?? 0,
  ]);
}
