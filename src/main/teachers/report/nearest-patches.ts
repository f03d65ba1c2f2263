/** Vectors with the picture that each comes from. */
export interface PatchVectors {
  /** `[n, size]`. */
  readonly vectors: Float32Array;
  readonly size: number;
  /** Which picture each vector comes from, `[n]`. */
  readonly pictures: readonly number[];
}

export interface Neighbour {
  readonly patch: number;
  /** Euclidean. */
  readonly distance: number;
}

/** The nearest vectors from other pictures, nearest first; of equally near ones the first. */
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
