/**
 * Brings a map to another size, bilinearly, with pixel centres at halves (as ONNX Resize's `half_pixel`); the border's
 * values go on outwards.
 *
 * @param map `[fromHeight, fromWidth]` row-major
 * @returns `[height, width]`
 * @throws RangeError when the map does not have `fromHeight · fromWidth` values
 */
export function upsample(
  map: Float32Array,
  fromHeight: number,
  fromWidth: number,
  height: number,
  width: number,
): Float32Array<ArrayBuffer> {
  if (map.length !== fromHeight * fromWidth) {
    throw new RangeError(`A map of ${fromHeight} × ${fromWidth} has ${map.length} values`);
  }
  const result = new Float32Array(height * width);
  const columns = Array.from({ length: width }, (_, column) => neighbours(column, width, fromWidth));
  for (let row = 0; row < height; row++) {
    const { before, after, share } = neighbours(row, height, fromHeight);
    const top = map.subarray(before * fromWidth, (before + 1) * fromWidth);
    const bottom = map.subarray(after * fromWidth, (after + 1) * fromWidth);
    for (const [column, across] of columns.entries()) {
      const above = mix(top[across.before] ?? 0, top[across.after] ?? 0, across.share);
      const below = mix(bottom[across.before] ?? 0, bottom[across.after] ?? 0, across.share);
      result[row * width + column] = mix(above, below, share);
    }
  }
  return result;
}

function neighbours(to: number, toCount: number, fromCount: number) {
  const position = Math.min(Math.max(((to + 0.5) * fromCount) / toCount - 0.5, 0), fromCount - 1);
  const before = Math.floor(position);
  return { before, after: Math.min(before + 1, fromCount - 1), share: position - before };
}

function mix(a: number, b: number, share: number): number {
  return a + (b - a) * share;
}
