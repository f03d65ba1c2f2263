import type { DensePlan } from './dense-plan.ts';

/**
 * Returns the share of each descriptor's patch inside the picture, `[outputHeight, outputWidth]`: 1 inside,
 * about a half along an edge, a quarter in a corner. The rest of such a patch is reflected. No picture has
 * such patterns and no student has learnt them well, so a score there counts less (decision 0020).
 */
export function patchShare({
  spec,
  stride,
  height,
  width,
  outputHeight,
  outputWidth,
}: Pick<DensePlan, 'spec' | 'stride' | 'height' | 'width' | 'outputHeight' | 'outputWidth'>): Float32Array {
  const reach = (spec.receptiveField - 1) / 2;
  const along = (cells: number, side: number): number[] =>
    Array.from({ length: cells }, (_, cell) => {
      const centre = cell * stride;
      const inside = Math.min(centre + reach, side - 1) - Math.max(centre - reach, 0) + 1;
      return inside / spec.receptiveField;
    });
  const columns = along(outputWidth, width);
  return Float32Array.from(
    along(outputHeight, height).flatMap((row) => columns.map((column) => row * column)),
  );
}
