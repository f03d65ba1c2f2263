/** An anomaly map with its ground truth. */
export interface ScoredMap {
  /** Anomaly scores `[height, width]`, row-major, higher is more anomalous. */
  readonly scores: Float32Array;
  readonly height: number;
  readonly width: number;
  /** Ground truth on the map's grid, or on `grid`; defective where not 0. Null: the whole image is good. */
  readonly mask: Uint8Array | null;
  /** The picture's pixels, on which the map is measured; the map's own positions when left out. */
  readonly grid?: PixelGrid;
}

/** The pixels that a map is measured on: it is enlarged to them as it is shown (bilinearly). */
export interface PixelGrid {
  readonly height: number;
  readonly width: number;
  /** `[height, width]`, inspected where not 0; what is not inspected counts in no figure. Null: all is. */
  readonly inside: Uint8Array | null;
}

/** @throws RangeError when scores, mask or area do not have as many values as their sizes say */
export function ensureSizes({ scores, mask, height, width, grid }: ScoredMap): void {
  const pixels = grid ? grid.height * grid.width : height * width;
  const inside = grid?.inside ?? null;
  const fits = (values: Uint8Array | null): boolean => values === null || values.length === pixels;
  if (scores.length === height * width && fits(mask) && fits(inside)) return;
  throw new RangeError(
    `A map of ${height} × ${width}, measured on ${pixels} pixels, has ${scores.length} scores, ` +
      `${mask?.length ?? 'no'} mask values and ${inside?.length ?? 'no'} values of an area`,
  );
}
