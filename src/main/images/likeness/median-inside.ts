/** Positions that are looked at; more would change nothing. */
const mostPositions = 4096;

/**
 * Median of an anomaly map inside the inspected area, on positions spread over it.
 *
 * @param map row-major
 * @param inside 1 where a position counts; as long as the map
 * @returns in units of the map; NaN where nothing lies inside
 */
export function medianInside(map: Float32Array, inside: Uint8Array): number {
  // A step that divides no width of a map, so that the positions do not lie in columns.
  const step = Math.max(1, Math.floor(map.length / mostPositions)) | 1;
  const values: number[] = [];
  for (let at = 0; at < map.length; at += step) {
    if (inside[at] === 1) values.push(map[at] ?? 0);
  }
  return Float32Array.from(values).sort()[Math.floor(values.length / 2)] ?? Number.NaN;
}
