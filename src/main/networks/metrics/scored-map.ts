/** An anomaly map with its ground truth. */
export interface ScoredMap {
  /** Anomaly scores `[height, width]`, row-major, higher is more anomalous. */
  readonly scores: Float32Array;
  /** Ground truth `[height, width]`, defective where not 0; null: the whole image is good. */
  readonly mask: Uint8Array | null;
  readonly height: number;
  readonly width: number;
}

/**
 * How many pixels of the maps are good and how many defective.
 *
 * @throws RangeError when scores or mask do not have `height · width` values
 */
export function countPixels(maps: readonly ScoredMap[]): { good: number; defective: number } {
  let good = 0;
  let defective = 0;
  for (const { scores, mask, height, width } of maps) {
    const pixels = height * width;
    if (scores.length !== pixels || (mask !== null && mask.length !== pixels)) {
      throw new RangeError(
        `A map of ${height} × ${width} has ${scores.length} scores and ${mask?.length ?? 'no'} mask values`,
      );
    }
    let marked = 0;
    if (mask !== null) for (const value of mask) if (value !== 0) marked++;
    defective += marked;
    good += pixels - marked;
  }
  return { good, defective };
}

/** What every metric throws on a score that is not a number: no rank can be given to it. */
export function notANumber(): RangeError {
  return new RangeError('A score is not a number: the metric is undefined');
}
