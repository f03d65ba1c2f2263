/** Descriptors of places, the components of one after the other: `[D, rows · columns]`. */
export interface DescriptorGrid {
  readonly data: Float32Array;
  readonly size: number;
  readonly rows: number;
  readonly columns: number;
}

/** Places of a map that count: `[height, width]`, 1 where one does. */
export interface PlaceMask {
  readonly cells: Uint8Array;
  readonly height: number;
  readonly width: number;
}

/**
 * What a region looks like to the teacher: the mean of its descriptors, each cell by how much of the region lies in it; grids of
 * several layers one after the other; of unit length, so that the product of two is the cosine of their angle.
 *
 * @returns `[Σ D]`; all 0 where the descriptors are
 * @throws RangeError when the region is empty
 */
export function regionDescriptor(grids: readonly DescriptorGrid[], region: PlaceMask): Float32Array {
  const means = grids.flatMap((grid) => meanOf(grid, cellWeights(region, grid.rows, grid.columns)));
  const length = Math.hypot(...means);
  return Float32Array.from(means, (value) => (length === 0 ? 0 : value / length));
}

/** Share of the region that lies in each cell `[rows · columns]`; they add up to 1. */
function cellWeights({ cells, height, width }: PlaceMask, rows: number, columns: number): Float64Array {
  const weights = new Float64Array(rows * columns);
  let total = 0;
  for (let at = 0; at < cells.length; at++) {
    if (cells[at] !== 1) continue;
    const row = Math.floor((Math.floor(at / width) * rows) / height);
    const column = Math.floor(((at % width) * columns) / width);
    const cell = row * columns + column;
    weights[cell] = (weights[cell] ?? 0) + 1;
    total += 1;
  }
  if (total === 0) throw new RangeError('A region without a place has no descriptor');
  return weights.map((weight) => weight / total);
}

function meanOf({ data, size }: DescriptorGrid, weights: Float64Array): number[] {
  return Array.from({ length: size }, (_, component) => {
    const first = component * weights.length;
    return weights.reduce((sum, weight, cell) => sum + weight * (data[first + cell] ?? 0), 0);
  });
}
