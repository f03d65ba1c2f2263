import type { MaskShape } from '../../../../shared/domain/mask.ts';
import type { Point, Region } from '../../../../shared/domain/region.ts';

/** Meaning of a shape: outline of a defect, inspected region, or excluded area. */
export type DrawnRole = 'mark' | 'region' | 'exclusion';

export interface DrawnItem {
  readonly shape: MaskShape;
  readonly role: DrawnRole;
}

/** Smallest side of a box, share of the picture. */
export const leastSide = 0.004;

/** Returns the box between two points, inside the picture. @param least its least width and height, shares of the picture */
export function boxBetween(from: Point, to: Point, least: number = leastSide): Region {
  const [x, width] = span(from.x, to.x, least);
  const [y, height] = span(from.y, to.y, least);
  return { x, y, width, height };
}

/** Returns a box around a point, a fifth of the picture in size, for people who draw without a pointer. */
export function boxAround({ x, y }: Point): Region {
  const [left, top] = [between(x - 0.1, 0, 0.8), between(y - 0.1, 0, 0.8)];
  return boxBetween({ x: left, y: top }, { x: left + 0.2, y: top + 0.2 });
}

/** Sets one number of a box; the others change if the box would leave the picture. */
export function withNumber(box: Region, field: keyof Region, value: number): Region {
  if (!Number.isFinite(value)) return box;
  if (field === 'x') return { ...box, x: between(value, 0, 1 - box.width) };
  if (field === 'y') return { ...box, y: between(value, 0, 1 - box.height) };
  if (field === 'width') return { ...box, width: between(value, leastSide, 1 - box.x) };
  return { ...box, height: between(value, leastSide, 1 - box.y) };
}

/** Moves a shape by `delta` (shares of the picture), but not beyond the picture's edges. */
export function movedShape(shape: MaskShape, delta: Point): MaskShape {
  const places = placesOf(shape);
  const held = (axis: 'x' | 'y'): number => {
    const values = places.map((place) => place[axis]);
    return between(delta[axis], -Math.min(...values), 1 - Math.max(...values));
  };
  const way = { x: held('x'), y: held('y') };
  const move = ({ x, y }: Point): Point => ({ x: rounded(x + way.x), y: rounded(y + way.y) });
  if (shape.kind === 'polygon') return { ...shape, corners: shape.corners.map(move) };
  if (shape.kind === 'stroke') return { ...shape, points: shape.points.map(move) };
  return { ...shape, box: { ...shape.box, ...move(shape.box) } };
}

/** Returns the polygon with one corner moved. */
export function withCorner(corners: readonly Point[], index: number, { x, y }: Point): readonly Point[] {
  return corners.with(index, { x: rounded(between(x, 0, 1)), y: rounded(between(y, 0, 1)) });
}

function placesOf(shape: MaskShape): readonly Point[] {
  if (shape.kind === 'polygon') return shape.corners;
  if (shape.kind === 'stroke') return shape.points;
  const { x, y, width, height } = shape.box;
  return [
    { x, y },
    { x: x + width, y: y + height },
  ];
}

function span(a: number, b: number, least: number): [number, number] {
  const start = between(Math.min(a, b), 0, 1 - least);
  const end = between(Math.max(a, b), start + least, 1);
  return [rounded(start), rounded(end - start)];
}

/** Rounds to five decimals, finer than the pixels of any camera, so that the fields show short numbers. */
function rounded(value: number): number {
  return Math.round(value * 1e5) / 1e5;
}

function between(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
