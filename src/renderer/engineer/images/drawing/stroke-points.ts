import { mostMaskPoints } from '../../../../shared/contract/drawn-shapes.ts';
import type { MaskStroke } from '../../../../shared/domain/mask.ts';
import type { Point } from '../../../../shared/domain/region.ts';

/** Thinnest and thickest brush, shares of the picture's longest side. */
export const leastBrush = 0.002;
export const mostBrush = 0.3;

/** Makes the brush one step thicker or thinner. */
export function steppedBrush(size: number, way: 1 | -1): number {
  return heldBrush(size * (way === 1 ? 1.2 : 1 / 1.2));
}

function heldBrush(size: number): number {
  return Math.min(Math.max(size, leastBrush), mostBrush);
}

/** Moves a point inside the picture and rounds it to five decimals, finer than the pixels of any camera. */
export function heldPoint({ x, y }: Point): Point {
  const held = (value: number): number => Math.round(Math.min(Math.max(value, 0), 1) * 1e5) / 1e5;
  return { x: held(x), y: held(y) };
}

/**
 * Adds a place to the strokes of the brush. It skips a place closer than an eighth of the brush, since nobody would see
 * it, and begins a new stroke when the last one has as many places as the station takes.
 *
 * @param aspect width of the picture over its height
 */
export function withPlace(strokes: readonly MaskStroke[], place: Point, aspect: number): MaskStroke[] {
  const stroke = strokes.at(-1);
  const last = stroke?.points.at(-1);
  if (stroke === undefined || last === undefined) return [...strokes];
  const [across, along] = aspect > 1 ? [1, 1 / aspect] : [aspect, 1];
  const way = Math.hypot((place.x - last.x) * across, (place.y - last.y) * along);
  if (way < stroke.size / 8) return [...strokes];
  if (stroke.points.length >= mostMaskPoints) return [...strokes, { ...stroke, points: [last, place] }];
  return [...strokes.slice(0, -1), { ...stroke, points: [...stroke.points, place] }];
}
