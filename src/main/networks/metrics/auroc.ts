import type { LabelledScore } from '../../../shared/domain/labelled-score.ts';
import { notANumber } from '../../../shared/domain/not-a-number.ts';
import { fallingBins, type FineHistogram } from './fine-histogram.ts';

/**
 * Computes the area under the receiver operating characteristic exactly: the probability that a defective
 * sample scores higher than a good one, with ties counted half.
 *
 * @param samples infinite scores are allowed
 * @returns 0..1, or null if a class is missing
 * @throws RangeError if a score is NaN
 */
export function auroc(samples: readonly LabelledScore[]): number | null {
  if (samples.some(({ score }) => Number.isNaN(score))) throw notANumber();
  const scoresOf = (wanted: boolean): Float64Array =>
    Float64Array.from(
      samples.filter(({ defective }) => defective === wanted).map(({ score }) => score),
    ).sort();
  const good = scoresOf(false);
  const defective = scoresOf(true);
  if (good.length === 0 || defective.length === 0) return null;
  let below = 0;
  let upTo = 0;
  let wins = 0;
  for (const score of defective) {
    while (below < good.length && (good[below] ?? 0) < score) below++;
    upTo = Math.max(upTo, below);
    while (upTo < good.length && (good[upTo] ?? 0) <= score) upTo++;
    wins += (below + upTo) / 2;
  }
  return wins / good.length / defective.length;
}

/**
 * Computes AUROC from counted samples; samples in one bin count as ties.
 *
 * @returns 0..1, or null if a class is missing
 */
export function countedAuroc(good: FineHistogram, defective: FineHistogram): number | null {
  if (good.total === 0 || defective.total === 0) return null;
  let below = good.total;
  let wins = 0;
  for (const [goods, defectives] of fallingBins(good, defective)) {
    below -= goods;
    wins += defectives * (below + goods / 2);
  }
  return wins / good.total / defective.total;
}
