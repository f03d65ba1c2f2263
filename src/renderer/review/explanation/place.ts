/** A place in a picture, 0..1 from its left and from its top. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Where a picture lies in a box that it is fitted into, in the middle, pixels of the box. */
export interface Fitted extends Size {
  readonly left: number;
  readonly top: number;
}

export function fitted(box: Size, picture: Size): Fitted {
  const scale = Math.min(box.width / picture.width, box.height / picture.height);
  const [width, height] = [Math.floor(picture.width * scale), Math.floor(picture.height * scale)];
  return { width, height, left: (box.width - width) / 2, top: (box.height - height) / 2 };
}

/** The place below a point of the box; null beside the picture. */
export function placeAt(point: { readonly x: number; readonly y: number }, within: Fitted): Place | null {
  const x = (point.x - within.left) / within.width;
  const y = (point.y - within.top) / within.height;
  return x >= 0 && x < 1 && y >= 0 && y < 1 ? { x, y } : null;
}

/** The index of a place's cell in a map, row by row. */
export function cellAt({ x, y }: Place, { width, height }: Size): number {
  const at = (share: number, count: number): number => Math.min(Math.floor(share * count), count - 1);
  return at(y, height) * width + at(x, width);
}

/** The middle of a cell. */
export function placeOf(cell: number, { width, height }: Size): Place {
  return { x: ((cell % width) + 0.5) / width, y: (Math.floor(cell / width) + 0.5) / height };
}

/** The place so many cells further; at the border it stays in the picture. */
export function stepped(place: Place, columns: number, rows: number, map: Size): Place {
  const cell = cellAt(place, map);
  const clamp = (value: number, count: number): number => Math.min(Math.max(value, 0), count - 1);
  const column = clamp((cell % map.width) + columns, map.width);
  const row = clamp(Math.floor(cell / map.width) + rows, map.height);
  return placeOf(row * map.width + column, map);
}

/** The middle of the map's highest cell. */
export function hottest(map: Size & { readonly data: Float32Array }): Place {
  let highest = 0;
  map.data.forEach((value, cell) => {
    if (value > (map.data[highest] ?? Number.NEGATIVE_INFINITY)) highest = cell;
  });
  return placeOf(highest, map);
}
