/** Writes a row of an enlarged map into `target`, which has the enlarged width. */
export type WriteRow = (row: number, target: Float32Array) => void;

/**
 * Resizes a map bilinearly, with pixel centres at halves (ONNX Resize's `half_pixel`). Beyond the outer
 * centres the border's values continue.
 *
 * @param map `[fromHeight, fromWidth]` row-major
 * @returns `[height, width]`
 * @throws RangeError unless the map has `fromHeight · fromWidth` values
 */
export function upsample(
  map: Float32Array,
  fromHeight: number,
  fromWidth: number,
  height: number,
  width: number,
): Float32Array<ArrayBuffer> {
  const writeRow = enlargedRows(map, fromHeight, fromWidth, height, width);
  const result = new Float32Array(height * width);
  for (let row = 0; row < height; row++) writeRow(row, result.subarray(row * width, (row + 1) * width));
  return result;
}

/**
 * Resizes like `upsample`, but row by row, so that the large map is never in memory.
 *
 * @throws RangeError as `upsample`
 */
export function enlargedRows(
  map: Float32Array,
  fromHeight: number,
  fromWidth: number,
  height: number,
  width: number,
): WriteRow {
  if (map.length !== fromHeight * fromWidth) {
    throw new RangeError(`A map of ${fromHeight} × ${fromWidth} has ${map.length} values`);
  }
  const columns = Array.from({ length: width }, (_, column) => neighbours(column, width, fromWidth));
  const before = Int32Array.from(columns, (column) => column.before);
  const after = Int32Array.from(columns, (column) => column.after);
  const shares = Float64Array.from(columns, (column) => column.share);
  return (row, target) => {
    const down = neighbours(row, height, fromHeight);
    const top = map.subarray(down.before * fromWidth, (down.before + 1) * fromWidth);
    const bottom = map.subarray(down.after * fromWidth, (down.after + 1) * fromWidth);
    for (let column = 0; column < width; column++) {
      const [left, right, share] = [before[column] ?? 0, after[column] ?? 0, shares[column] ?? 0];
      const above = mix(top[left] ?? 0, top[right] ?? 0, share);
      const below = mix(bottom[left] ?? 0, bottom[right] ?? 0, share);
      target[column] = mix(above, below, down.share);
    }
  };
}

function neighbours(to: number, toCount: number, fromCount: number) {
  const position = Math.min(Math.max(((to + 0.5) * fromCount) / toCount - 0.5, 0), fromCount - 1);
  const before = Math.floor(position);
  return { before, after: Math.min(before + 1, fromCount - 1), share: position - before };
}

function mix(a: number, b: number, share: number): number {
  return a + (b - a) * share;
}
