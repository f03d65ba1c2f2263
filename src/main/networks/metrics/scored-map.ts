/** An anomaly map with its ground truth. */
export interface ScoredMap {
  /** Anomaly scores `[height, width]`, row-major, higher is more anomalous. */
  readonly scores: Float32Array;
  readonly height: number;
  readonly width: number;
  /** Ground truth on the map's grid or on `grid`; defective where not 0. Null: the whole image is good. */
  readonly mask: Uint8Array | null;
  /** The picture's pixels to measure on; default: the map's own positions. */
  readonly grid?: PixelGrid;
}

/** The pixels that a map is measured on. The map is enlarged to them bilinearly, as it is shown. */
export interface PixelGrid {
  readonly height: number;
  readonly width: number;
  /** `[height, width]`, inspected where not 0; other pixels count in no figure. Null: all are inspected. */
  readonly inside: Uint8Array | null;
}

/** @throws RangeError if the sizes of scores, mask or area do not match */
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
