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

/** Corners of a closed outline, at least three. */
export type Outline = readonly Point[];

/** Returns where a horizontal line runs inside an outline (even-odd rule), from left to right. */
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

/** Returns first and last cell with its centre in `[start, start + length]`, in a row of `count` cells. */
export function cellsWithin(start: number, length: number, count: number): [number, number] {
  const clamp = (cell: number): number => Math.min(Math.max(cell, 0), count - 1);
  const first = clamp(Math.ceil(start * count - 0.5));
  const last = clamp(Math.floor((start + length) * count - 0.5));
  return first <= last ? [first, last] : [last, last];
}
