/** A curve keeps a point if it lies this far from the last kept one, in either direction. */
const step = 1 / 256;

/**
 * Thins a rising curve to about 500 points for drawing and storing; no dropped point lies further than a step
 * away.
 *
 * @param place returns a point's two shares, 0..1; neither may fall
 * @returns the first and the last point, and the necessary ones in between
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
