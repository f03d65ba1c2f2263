/** An anomaly map with its ground truth. */
export interface ScoredMap {
  /** Anomaly scores `[height, width]`, row-major, higher is more anomalous. */
  readonly scores: Float32Array;
  /** Ground truth `[height, width]`, defective where not 0; null: the whole image is good. */
  readonly mask: Uint8Array | null;
  readonly height: number;
  readonly width: number;
}

/** @throws RangeError when scores or mask do not have `height · width` values */
export function ensureSizes({ scores, mask, height, width }: ScoredMap): void {
  const pixels = height * width;
  if (scores.length === pixels && (mask === null || mask.length === pixels)) return;
  throw new RangeError(
    `A map of ${height} × ${width} has ${scores.length} scores and ${mask?.length ?? 'no'} mask values`,
  );
}
