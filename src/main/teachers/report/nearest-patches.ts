/** Vectors and the pictures that they come from. */
export interface PatchVectors {
  /** `[n, size]`. */
  readonly vectors: Float32Array;
  readonly size: number;
  /** Index of each vector's picture, `[n]`. */
  readonly pictures: readonly number[];
}

export interface Neighbour {
  readonly patch: number;
  /** Euclidean distance. */
  readonly distance: number;
}

/** Finds the nearest vectors from other pictures, nearest first; the first one of equal distances. */
export function nearestPatches(patches: PatchVectors, query: number, count: number): Neighbour[] {
  const { pictures } = patches;
  const nearest: Neighbour[] = [];
  pictures.forEach((picture, patch) => {
    if (picture === pictures[query]) return;
    const distance = distanceBetween(patches, query, patch);
    if (nearest.length === count && distance >= (nearest.at(-1)?.distance ?? 0)) return;
    const at = nearest.findIndex((neighbour) => distance < neighbour.distance);
    nearest.splice(at === -1 ? nearest.length : at, 0, { patch, distance });
    if (nearest.length > count) nearest.pop();
  });
  return nearest;
}

function distanceBetween({ vectors, size }: PatchVectors, a: number, b: number): number {
  let squares = 0;
  for (let i = 0; i < size; i++) {
    squares += ((vectors[a * size + i] ?? 0) - (vectors[b * size + i] ?? 0)) ** 2;
  }
  return Math.sqrt(squares);
}
