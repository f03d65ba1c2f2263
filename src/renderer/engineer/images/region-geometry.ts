import type { Point, Region } from '../../../shared/domain/region.ts';

/** What a drag takes hold of: the whole rectangle, or one of its corners. */
export type RegionHandle = 'move' | 'north-west' | 'north-east' | 'south-west' | 'south-east';

/** The narrowest region, in shares of the picture. */
export const leastSide = 0.02;

/** The rectangle between two points, inside the picture, at least `leastSide` wide and high. */
export function regionBetween(from: Point, to: Point): Region {
  const [x, width] = span(from.x, to.x);
  const [y, height] = span(from.y, to.y);
  return { x, y, width, height };
}

/** The region after its handle was dragged by `delta` (shares of the picture). */
export function dragRegion(region: Region, handle: RegionHandle, delta: Point): Region {
  if (handle === 'move') {
    return {
      ...region,
      x: rounded(between(region.x + delta.x, 0, 1 - region.width)),
      y: rounded(between(region.y + delta.y, 0, 1 - region.height)),
    };
  }
  const left = region.x + (handle.endsWith('west') ? delta.x : 0);
  const right = region.x + region.width + (handle.endsWith('east') ? delta.x : 0);
  const top = region.y + (handle.startsWith('north') ? delta.y : 0);
  const bottom = region.y + region.height + (handle.startsWith('south') ? delta.y : 0);
  return regionBetween({ x: left, y: top }, { x: right, y: bottom });
}

/** The region with one number set by hand; the others give way so that it stays inside the picture. */
export function withNumber(region: Region, field: keyof Region, value: number): Region {
  if (!Number.isFinite(value)) return region;
  if (field === 'x') return { ...region, x: between(value, 0, 1 - region.width) };
  if (field === 'y') return { ...region, y: between(value, 0, 1 - region.height) };
  if (field === 'width') return { ...region, width: between(value, leastSide, 1 - region.x) };
  return { ...region, height: between(value, leastSide, 1 - region.y) };
}

function span(a: number, b: number): [number, number] {
  const start = between(Math.min(a, b), 0, 1 - leastSide);
  const end = between(Math.max(a, b), start + leastSide, 1);
  return [rounded(start), rounded(end - start)];
}

/** Four places are finer than any picture's pixel, and leave no rounding dust in the fields. */
function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

function between(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
