/**
 * The part of the picture that is inspected: a rectangle in shares of the picture's width and height
 * (0..1, origin top left). What lies outside counts neither in training nor in the score.
 */
export interface Region {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * The region as a mask on a grid.
 *
 * @param region the rectangle, or null for the whole picture
 * @returns `[height, width]` row-major, 1 where a cell's centre lies inside, else 0; never all zero: a region
 *   narrower than a cell keeps the nearest one
 */
export function regionMask(region: Region | null, height: number, width: number): Uint8Array {
  const mask = new Uint8Array(height * width);
  if (region === null) return mask.fill(1);
  const [top, bottom] = cells(region.y, region.height, height);
  const [left, right] = cells(region.x, region.width, width);
  for (let row = top; row <= bottom; row++) mask.fill(1, row * width + left, row * width + right + 1);
  return mask;
}

/** First and last cell whose centre lies in `[start, start + length]`, in a row of `count` cells. */
function cells(start: number, length: number, count: number): [number, number] {
  const clamp = (cell: number): number => Math.min(Math.max(cell, 0), count - 1);
  const first = clamp(Math.ceil(start * count - 0.5));
  const last = clamp(Math.floor((start + length) * count - 0.5));
  return first <= last ? [first, last] : [last, last];
}
