/** Regions of a mask. */
export interface Components {
  /** `[height, width]` row-major: 0 for background, else the region's number 1..count. */
  readonly labels: Int32Array;
  readonly count: number;
}

/**
 * Finds the 8-connected regions of a mask (pixels that touch at an edge or a corner), numbered in the order
 * of their first pixels. Two passes with a disjoint-set forest.
 *
 * @param mask `[height, width]` row-major, foreground where not 0
 * @throws RangeError unless the mask has `height · width` values
 */
export function connectedComponents(mask: Uint8Array, height: number, width: number): Components {
  if (mask.length !== height * width) {
    throw new RangeError(`A mask of ${height} × ${width} has ${mask.length} values`);
  }
  const labels = new Int32Array(mask.length);
  const parents = [0];
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const pixel = row * width + column;
      if (mask[pixel] === 0) continue;
      const west = column > 0 ? (labels[pixel - 1] ?? 0) : 0;
      const above = pixel - width;
      const northWest = row > 0 && column > 0 ? (labels[above - 1] ?? 0) : 0;
      const north = row > 0 ? (labels[above] ?? 0) : 0;
      const northEast = row > 0 && column + 1 < width ? (labels[above + 1] ?? 0) : 0;
      // North touches all other neighbours, and west touches north-west, so these are the only two pairs of
      // regions that can meet here first.
      let label = north || west || northWest;
      if (label === 0 && northEast === 0) {
        label = parents.length;
        parents.push(label);
      } else if (label === 0) {
        label = northEast;
      } else if (north === 0 && northEast !== 0) {
        unite(parents, label, northEast);
      }
      labels[pixel] = label;
    }
  }
  const { numbers, count } = numberRoots(parents);
  for (let pixel = 0; pixel < labels.length; pixel++) {
    const label = labels[pixel] ?? 0;
    if (label !== 0) labels[pixel] = numbers[label] ?? 0;
  }
  return { labels, count };
}

function rootOf(parents: number[], label: number): number {
  let root = label;
  while (parents[root] !== root) {
    const grandparent: number = parents[parents[root] ?? root] ?? root;
    parents[root] = grandparent;
    root = grandparent;
  }
  return root;
}

/** Joins two regions. The smaller root becomes the parent, so a root is always its region's first label. */
function unite(parents: number[], first: number, second: number): void {
  const a = rootOf(parents, first);
  const b = rootOf(parents, second);
  parents[Math.max(a, b)] = Math.min(a, b);
}

function numberRoots(parents: number[]): { numbers: Int32Array; count: number } {
  const numbers = new Int32Array(parents.length);
  let count = 0;
  for (let label = 1; label < parents.length; label++) {
    const root = rootOf(parents, label);
    numbers[label] = root === label ? ++count : (numbers[root] ?? 0);
  }
  return { numbers, count };
}
