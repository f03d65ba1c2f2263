/*
 * The figures of pixels by their definitions, slowly: every pixel is kept, all are sorted, no bins. It shares no code
 * with the station's.
 */

export interface ReferencePicture {
  readonly map: ArrayLike<number>;
  readonly mapHeight: number;
  readonly mapWidth: number;
  /** Size of the grid on which pixels count. */
  readonly height: number;
  readonly width: number;
  /** Returns whether the pixel at a row and column is defective. */
  readonly defective: (row: number, column: number) => boolean;
  /** Returns whether the pixel at a row and column is inspected. */
  readonly inspected: (row: number, column: number) => boolean;
}

/** Interpolates the map bilinearly, pixel centres at halves. */
function scoreAt(
  { map, mapHeight, mapWidth, height, width }: ReferencePicture,
  row: number,
  column: number,
): number {
  const y = Math.max(0, Math.min(mapHeight - 1, ((row + 0.5) / height) * mapHeight - 0.5));
  const x = Math.max(0, Math.min(mapWidth - 1, ((column + 0.5) / width) * mapWidth - 0.5));
  let sum = 0;
  for (const [r, shareDown] of [
    [Math.floor(y), 1 - (y - Math.floor(y))],
    [Math.ceil(y), y - Math.floor(y)],
  ] as const) {
    for (const [c, shareAcross] of [
      [Math.floor(x), 1 - (x - Math.floor(x))],
      [Math.ceil(x), x - Math.floor(x)],
    ] as const) {
      sum += shareDown * shareAcross * (map[r * mapWidth + c] ?? Number.NaN);
    }
  }
  return sum;
}

/** Computes AUROC of pixels and AU-PRO up to a false-positive rate, exactly. */
export function referenceFigures(pictures: readonly ReferencePicture[], limit: number) {
  const good: number[] = [];
  const regions: number[][] = [];
  for (const picture of pictures) {
    const seen = new Set<number>();
    for (let place = 0; place < picture.height * picture.width; place++) {
      const [row, column] = [Math.floor(place / picture.width), place % picture.width];
      if (!picture.inspected(row, column) || seen.has(place)) continue;
      if (picture.defective(row, column)) regions.push(regionFrom(picture, row, column, seen));
      else good.push(scoreAt(picture, row, column));
    }
  }
  return {
    regions: regions.length,
    auroc: rankedArea(good, regions.flat()),
    auPro: overlapArea(good, regions, limit),
  };
}

/** Collects the scores of inspected pixels of a connected defect, by flood fill over eight neighbours. @param seen gets these pixels */
function regionFrom(picture: ReferencePicture, row: number, column: number, seen: Set<number>): number[] {
  const { height, width, inspected, defective } = picture;
  const belongs = (r: number, c: number): boolean =>
    r >= 0 && c >= 0 && r < height && c < width && inspected(r, c) && defective(r, c);
  const region: number[] = [];
  const open = [[row, column] as const];
  seen.add(row * width + column);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [r, c] = next;
    region.push(scoreAt(picture, r, c));
    for (const [down, across] of neighbours) {
      const [nextRow, nextColumn] = [r + down, c + across];
      const place = nextRow * width + nextColumn;
      if (!belongs(nextRow, nextColumn) || seen.has(place)) continue;
      seen.add(place);
      open.push([nextRow, nextColumn]);
    }
  }
  return region;
}

const neighbours = [-1, 0, 1].flatMap((down) => [-1, 0, 1].map((across) => [down, across] as const));

/** Returns the probability that a defective pixel scores above a good one, from the ranks of all (Mann and Whitney). */
function rankedArea(good: readonly number[], defective: readonly number[]): number {
  const all = [...good.map((score) => ({ score, bad: 0 })), ...defective.map((score) => ({ score, bad: 1 }))];
  all.sort((a, b) => a.score - b.score);
  let ranks = 0;
  for (let start = 0; start < all.length;) {
    let end = start;
    let bad = 0;
    while (end < all.length && all[end]?.score === all[start]?.score) bad += all[end++]?.bad ?? 0;
    ranks += bad * ((start + 1 + end) / 2);
    start = end;
  }
  return (ranks - (defective.length * (defective.length + 1)) / 2) / (good.length * defective.length);
}

/** Integrates the curve over every distinct score by trapezoids up to the limit. */
function overlapArea(good: readonly number[], regions: readonly number[][], limit: number): number {
  const all = good.map((score) => ({ score, x: 1 / good.length, y: 0 }));
  for (const region of regions) {
    for (const score of region) all.push({ score, x: 0, y: 1 / region.length / regions.length });
  }
  all.sort((a, b) => b.score - a.score);
  let [x, y, area] = [0, 0, 0];
  for (let at = 0; at < all.length && x < limit;) {
    let [nextX, nextY] = [x, y];
    for (const { score } = all[at] ?? { score: 0 }; all[at]?.score === score; at++) {
      nextX += all[at]?.x ?? 0;
      nextY += all[at]?.y ?? 0;
    }
    const end = Math.min(nextX, limit);
    const endY = nextX > x ? y + ((nextY - y) * (end - x)) / (nextX - x) : nextY;
    area += ((end - x) * (y + endY)) / 2;
    [x, y] = [end, nextX > limit ? endY : nextY];
  }
  return area / limit;
}
