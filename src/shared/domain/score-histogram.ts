import type { LabelledScore } from './labelled-score.ts';
import type { ScoreScale } from './score-scale.ts';

export interface HistogramBin {
  /** Start of the bin on the score axis, 0..1. */
  readonly start: number;
  readonly end: number;
  readonly good: number;
  readonly defective: number;
}

/**
 * Counts good and defective parts in bins of equal width on the axis.
 *
 * @param count number of bins, at least 1
 */
export function scoreHistogram(
  scores: readonly LabelledScore[],
  scale: ScoreScale,
  count: number,
): HistogramBin[] {
  const bins = Array.from({ length: count }, (_, index) => ({
    start: index / count,
    end: (index + 1) / count,
    good: 0,
    defective: 0,
  }));
  for (const image of scores) {
    const bin = bins[Math.min(Math.floor(scale.position(image.score) * count), count - 1)];
    if (bin) bin[image.defective ? 'defective' : 'good'] += 1;
  }
  return bins;
}
