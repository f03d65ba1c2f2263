import type { Coreset } from '../../networks/remembering/coreset.ts';
import type { Candidates } from './candidates.ts';

/** The members of a memory, with and without some images' descriptors; `[K, D]` row by row. */
export interface Members {
  readonly all: Float32Array;
  /**
   * Returns the members without the contributions of some images, with the same number of rows. A member that
   * only stood for descriptors of these images is replaced by another one.
   *
   * @param images indices in the list of images that the candidates were drawn from
   */
  without(images: ReadonlySet<number>): Float32Array;
}

/**
 * Makes members that are means: each is the mean of the candidates nearest to one coreset choice, i.e. one
 * step of Lloyd's algorithm (decision 0042).
 */
export function meansOf(coreset: Coreset, { points, owners }: Candidates): Members {
  const count = coreset.chosen.length;
  const size = points.length / owners.length;
  const sums = new Float64Array(count * size);
  const counts = new Uint32Array(count);
  for (const candidate of owners.keys()) addTo(sums, counts, candidate, 1);

  /** Adds a candidate to the member that stands for it (sign 1), or removes it (sign −1). */
  function addTo(toSums: Float64Array, toCounts: Uint32Array, candidate: number, sign: 1 | -1): void {
    const member = coreset.nearest[candidate] ?? 0;
    toCounts[member] = (toCounts[member] ?? 0) + sign;
    for (let component = 0; component < size; component++) {
      const at = member * size + component;
      toSums[at] = (toSums[at] ?? 0) + sign * (points[candidate * size + component] ?? 0);
    }
  }

  return {
    all: means(sums, counts),
    without(images) {
      const otherSums = sums.slice();
      const otherCounts = counts.slice();
      for (const [candidate, owner] of owners.entries()) {
        if (images.has(owner)) addTo(otherSums, otherCounts, candidate, -1);
      }
      return means(otherSums, otherCounts);
    },
  };
}

/**
 * Divides sums by counts. A row with count 0 gets the mean of the first row with another count. Called for
 * every judged image, so it must be fast.
 */
function means(sums: Float64Array, counts: Uint32Array): Float32Array {
  const size = sums.length / counts.length;
  const result = new Float32Array(sums.length);
  const first = Math.max(
    0,
    counts.findIndex((count) => count > 0),
  );
  for (const [row, rowCount] of counts.entries()) {
    const member = rowCount > 0 ? row : first;
    const count = Math.max(1, counts[member] ?? 0);
    for (let component = 0; component < size; component++) {
      result[row * size + component] = (sums[member * size + component] ?? 0) / count;
    }
  }
  return result;
}

/**
 * Makes members that are the chosen candidates themselves. If an image is left out, its member is replaced by
 * the nearest candidate of another image among those that the member stands for.
 */
export function examplesOf(coreset: Coreset, candidates: Candidates): Members {
  const { points, owners } = candidates;
  const size = points.length / owners.length;
  const rowsAs = (rows: readonly number[]): Float32Array => {
    const result = new Float32Array(rows.length * size);
    for (const [at, row] of rows.entries()) {
      result.set(points.subarray(row * size, (row + 1) * size), at * size);
    }
    return result;
  };
  return {
    all: rowsAs(coreset.chosen),
    without(images) {
      const left = nearestOfOthers(coreset, candidates, images);
      const other = left.find((row) => row !== undefined) ?? coreset.chosen[0] ?? 0;
      return rowsAs(left.map((row) => row ?? other));
    },
  };
}

/** Finds, for each member, the nearest candidate that it stands for and that belongs to no left-out image. */
function nearestOfOthers(
  coreset: Coreset,
  { owners }: Candidates,
  leftOut: ReadonlySet<number>,
): (number | undefined)[] {
  const rows: (number | undefined)[] = coreset.chosen.map(() => undefined);
  const distances = new Float32Array(coreset.chosen.length).fill(Number.POSITIVE_INFINITY);
  for (const [candidate, member] of coreset.nearest.entries()) {
    const distance = coreset.squaredDistances[candidate] ?? 0;
    if (leftOut.has(owners[candidate] ?? 0) || distance >= (distances[member] ?? 0)) continue;
    distances[member] = distance;
    rows[member] = candidate;
  }
  return rows;
}
