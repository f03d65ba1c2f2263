/** Components that are added before a distance is checked again. */
const block = 16;

/** A greedy choice of points that covers all of them. */
export interface Coreset {
  /** Indices of the chosen points, in order of choice. */
  readonly chosen: readonly number[];
  /** For each point, the index in `chosen` of its nearest chosen point. */
  readonly nearest: Uint32Array;
  /** Squared distance of each point to its nearest chosen point. */
  readonly squaredDistances: Float32Array;
  /** Distance of the worst covered point. */
  readonly radius: number;
  /** Chooses up to `count` more points; fewer if every point is covered exactly. */
  grow(count: number): void;
}

/**
 * Chooses k centres greedily (Gonzalez 1985; Sener and Savarese 2018 call the result a coreset): each next
 * point is the one farthest from those chosen. The points are then covered within twice the best possible
 * radius. Two shortcuts save most of the work without changing the result: a distance is not computed further
 * once it exceeds the known one, and not at all if the triangle inequality excludes a smaller one, because
 * the new point is at least twice as far from the chosen one as the point in question (Elkan 2003).
 *
 * @param points `[n, size]`, row by row; n ≥ 1
 * @param first index of the first point
 */
export function createCoreset(points: Float32Array, size: number, first: number): Coreset {
  const count = points.length / size;
  const distances = new Float32Array(count).fill(Number.POSITIVE_INFINITY);
  const nearest = new Uint32Array(count);
  const chosen: number[] = [];
  let farthest = first;

  /** Adds a point and finds the new worst covered one. */
  function choose(index: number): void {
    const place = chosen.push(index) - 1;
    const centre = points.slice(index * size, (index + 1) * size);
    const apart = Float32Array.from(chosen, (other) =>
      squaredDistance(points, other * size, centre, Number.POSITIVE_INFINITY),
    );
    let most = -1;
    for (let point = 0; point < count; point++) {
      const known = distances[point] ?? 0;
      const ruledOut = (apart[nearest[point] ?? 0] ?? 0) >= 4 * known;
      const squared = ruledOut ? known : squaredDistance(points, point * size, centre, known);
      if (squared < known) {
        distances[point] = squared;
        nearest[point] = place;
      }
      const least = Math.min(squared, known);
      if (least > most) {
        most = least;
        farthest = point;
      }
    }
  }

  choose(first);
  return {
    chosen,
    nearest,
    squaredDistances: distances,
    get radius() {
      return Math.sqrt(distances[farthest] ?? 0);
    },
    grow(wanted) {
      for (let added = 0; added < wanted && (distances[farthest] ?? 0) > 0; added++) choose(farthest);
    },
  };
}

/** Returns ‖x − centre‖² for the point at `start`; stops at any value ≥ `enough`. */
function squaredDistance(points: Float32Array, start: number, centre: Float32Array, enough: number): number {
  const size = centre.length;
  let sum = 0;
  for (let from = 0; from < size && sum < enough; from += block) {
    const end = Math.min(from + block, size);
    for (let component = from; component < end; component++) {
      const difference = (points[start + component] ?? 0) - (centre[component] ?? 0);
      sum += difference * difference;
    }
  }
  return sum;
}
