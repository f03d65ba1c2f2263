/** Most positions used; more would change nothing. */
const mostPositions = 4096;

/**
 * Computes the median of an anomaly map inside the inspected area, on spread positions.
 *
 * @param map row-major
 * @param inside 1 where a position counts; as long as the map
 * @returns in units of the map; NaN if nothing lies inside
 */
export function medianInside(map: Float32Array, inside: Uint8Array): number {
  // An odd step, so that positions do not line up in columns of the usual even widths.
  const step = Math.max(1, Math.floor(map.length / mostPositions)) | 1;
  const values: number[] = [];
  for (let at = 0; at < map.length; at += step) {
    if (inside[at] === 1) values.push(map[at] ?? 0);
  }
  return Float32Array.from(values).sort()[Math.floor(values.length / 2)] ?? Number.NaN;
}
