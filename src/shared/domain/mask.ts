import { cellsWithin, spansAt } from './places.ts';
import type { Point, Region } from './places.ts';

/** A rectangle parallel to the picture's edges. */
export interface MaskRectangle {
  readonly kind: 'rectangle';
  readonly box: Region;
}

/** The ellipse inside a rectangle. */
export interface MaskEllipse {
  readonly kind: 'ellipse';
  readonly box: Region;
}

/** The area inside a closed outline of at least three corners. */
export interface MaskPolygon {
  readonly kind: 'polygon';
  readonly corners: readonly Point[];
}

/** The area that a round brush covered. */
export interface MaskStroke {
  readonly kind: 'stroke';
  /** Whether the stroke removes from the mask. */
  readonly erases: boolean;
  /** Diameter of the brush, as a share of the picture's longest side. */
  readonly size: number;
  /** At least one point, in shares of the picture. */
  readonly points: readonly Point[];
}

/** One step of a drawn mask; later steps cover earlier ones. */
export type MaskShape = MaskRectangle | MaskEllipse | MaskPolygon | MaskStroke;

/**
 * Draws the shapes in order.
 *
 * @param ground `[height, width]` row-major, the mask to draw over; not modified. Null: an empty one
 * @returns `[height, width]` row-major, 255 if the pixel's centre is marked, else 0. Strokes are at least a
 *   pixel wide.
 */
export function drawMask(
  shapes: readonly MaskShape[],
  ground: Uint8Array | null,
  height: number,
  width: number,
): Uint8Array {
  const mask =
    ground === null ? new Uint8Array(height * width) : ground.map((value) => (value > 0 ? 255 : 0));
  const raster = { mask, height, width };
  for (const shape of shapes) {
    if (shape.kind === 'stroke') drawStroke(raster, shape);
    else if (shape.kind === 'rectangle') fillRectangle(raster, shape);
    else fillRows(raster, (y) => spansOf(shape, y));
  }
  return mask;
}

/** A mask `[height, width]` to draw on, row-major. */
interface Raster {
  readonly mask: Uint8Array;
  readonly height: number;
  readonly width: number;
}

function fillRectangle({ mask, height, width }: Raster, { box }: MaskRectangle): void {
  const [top, bottom] = cellsWithin(box.y, box.height, height);
  const [left, right] = cellsWithin(box.x, box.width, width);
  for (let row = top; row <= bottom; row++) mask.fill(255, row * width + left, row * width + right + 1);
}

/** Returns where a horizontal line runs inside a shape, in shares of the picture. */
function spansOf(shape: MaskEllipse | MaskPolygon, y: number): readonly (readonly [number, number])[] {
  if (shape.kind === 'polygon') return spansAt(shape.corners, y);
  const { box } = shape;
  const up = (2 * (y - box.y)) / box.height - 1;
  if (Math.abs(up) >= 1) return [];
  const half = (Math.sqrt(1 - up * up) * box.width) / 2;
  const middle = box.x + box.width / 2;
  return [[middle - half, middle + half]];
}

function fillRows(
  { mask, height, width }: Raster,
  spans: (y: number) => readonly (readonly [number, number])[],
): void {
  for (let row = 0; row < height; row++) {
    for (const [start, end] of spans((row + 0.5) / height)) {
      const from = Math.max(Math.ceil(start * width - 0.5), 0);
      const to = Math.min(Math.ceil(end * width - 0.5), width);
      if (from < to) mask.fill(255, row * width + from, row * width + to);
    }
  }
}

function drawStroke(raster: Raster, stroke: MaskStroke): void {
  const { height, width } = raster;
  // A narrower brush could pass between all pixel centres.
  const radius = Math.max((stroke.size * Math.max(width, height)) / 2, Math.SQRT1_2);
  const value = stroke.erases ? 0 : 255;
  const places = stroke.points.map(({ x, y }) => ({ x: x * width, y: y * height }));
  for (const [index, to] of places.entries()) {
    drawCapsule(raster, [places[index - 1] ?? to, to], radius, value);
  }
}

/** Sets every pixel whose centre lies within `radius` of the segment; all lengths in pixels. */
function drawCapsule(
  { mask, height, width }: Raster,
  [from, to]: readonly [Point, Point],
  radius: number,
  value: number,
): void {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const squared = dx * dx + dy * dy;
  const top = Math.max(Math.floor(Math.min(from.y, to.y) - radius), 0);
  const bottom = Math.min(Math.ceil(Math.max(from.y, to.y) + radius), height - 1);
  const left = Math.max(Math.floor(Math.min(from.x, to.x) - radius), 0);
  const right = Math.min(Math.ceil(Math.max(from.x, to.x) + radius), width - 1);
  for (let row = top; row <= bottom; row++) {
    for (let column = left; column <= right; column++) {
      const [x, y] = [column + 0.5 - from.x, row + 0.5 - from.y];
      const along = squared === 0 ? 0 : Math.min(Math.max((x * dx + y * dy) / squared, 0), 1);
      if ((x - along * dx) ** 2 + (y - along * dy) ** 2 <= radius * radius) {
        mask[row * width + column] = value;
      }
    }
  }
}
