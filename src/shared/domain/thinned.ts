/** A curve keeps a point when it lies this far from the one kept before, in either direction. */
const step = 1 / 256;

/**
 * A rising curve with few enough points to draw and to store: some 500 at most, nowhere further off than a step.
 *
 * @param place of a point, both shares 0..1, neither ever falling
 * @returns the first and the last point, and of those between what is needed
 */
export function thinned<Point>(
  points: Iterable<Point>,
  place: (point: Point) => readonly [number, number],
): Point[] {
  const kept: Point[] = [];
  let last: Point | null = null;
  let [x, y] = [-Infinity, -Infinity];
  for (const point of points) {
    const [nextX, nextY] = place(point);
    last = point;
    if (nextX - x < step && nextY - y < step) continue;
    kept.push(point);
    [x, y] = [nextX, nextY];
    last = null;
  }
  if (last !== null) kept.push(last);
  return kept;
}
