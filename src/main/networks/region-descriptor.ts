/** Descriptors of places, stored component by component: `[D, rows · columns]`. */
export interface DescriptorGrid {
  readonly data: Float32Array;
  readonly size: number;
  readonly rows: number;
  readonly columns: number;
}

/** The weight of each place of a map: `[height, width]`, 0 for places that do not count. */
export interface PlaceWeights {
  readonly weights: Float32Array;
  readonly height: number;
  readonly width: number;
}

/**
 * Describes a region by the teacher: the mean of its descriptors, each cell weighted by its places.
 * Concatenates the grids of several layers and scales to unit length, so that the product of two descriptors
 * is the cosine of their angle.
 *
 * @returns `[Σ D]`; all 0 if the descriptors are
 * @throws RangeError if the region is empty
 */
export function regionDescriptor(grids: readonly DescriptorGrid[], region: PlaceWeights): Float32Array {
  const means = grids.flatMap((grid) => meanOf(grid, cellWeights(region, grid.rows, grid.columns)));
  const length = Math.hypot(...means);
  return Float32Array.from(means, (value) => (length === 0 ? 0 : value / length));
}

/** Returns the weight of each cell `[rows · columns]`; they add up to 1. */
function cellWeights(places: PlaceWeights, rows: number, columns: number): Float64Array {
  const { height, width } = places;
  const weights = new Float64Array(rows * columns);
  let total = 0;
  for (let at = 0; at < places.weights.length; at++) {
    const weight = places.weights[at] ?? 0;
    if (weight === 0) continue;
    const row = Math.floor((Math.floor(at / width) * rows) / height);
    const column = Math.floor(((at % width) * columns) / width);
    const cell = row * columns + column;
    weights[cell] = (weights[cell] ?? 0) + weight;
    total += weight;
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
