import { placeOf as placeOn, type Size, type StageView } from '../../components/picture/stage-view.ts';
import type { Point } from '../../../shared/domain/region.ts';

/** A place in a picture, 0..1 from its left and from its top. */
export type Place = Point;

/** Returns the place below a point of the stage; null beside the picture. */
export function placeAt(point: Point, view: StageView, picture: Size): Place | null {
  const place = placeOn(view, point, picture);
  return place.x >= 0 && place.x < 1 && place.y >= 0 && place.y < 1 ? place : null;
}

/** Returns the index of a place's cell in a map, row-major. */
export function cellAt({ x, y }: Place, { width, height }: Size): number {
  const at = (share: number, count: number): number => Math.min(Math.floor(share * count), count - 1);
  return at(y, height) * width + at(x, width);
}

/** Returns the middle of a cell. */
export function placeOf(cell: number, { width, height }: Size): Place {
  return { x: ((cell % width) + 0.5) / width, y: (Math.floor(cell / width) + 0.5) / height };
}

/** Moves a place by some cells, but not out of the picture. */
export function stepped(place: Place, columns: number, rows: number, map: Size): Place {
  const cell = cellAt(place, map);
  const clamp = (value: number, count: number): number => Math.min(Math.max(value, 0), count - 1);
  const column = clamp((cell % map.width) + columns, map.width);
  const row = clamp(Math.floor(cell / map.width) + rows, map.height);
  return placeOf(row * map.width + column, map);
}

/** Returns the middle of the map's highest cell. */
export function hottest(map: Size & { readonly data: Float32Array }): Place {
  let highest = 0;
  map.data.forEach((value, cell) => {
    if (value > (map.data[highest] ?? Number.NEGATIVE_INFINITY)) highest = cell;
  });
  return placeOf(highest, map);
}
