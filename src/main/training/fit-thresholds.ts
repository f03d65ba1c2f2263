import type { Thresholds } from '../../shared/domain/verdict.ts';

/** Share of good parts that may reach the limit: T1 sends one in 100 to review, T2 rejects one in 1,000. */
export const falseRejectRates = { review: 0.01, defect: 0.001 } as const;

const eulerGamma = 0.5772156649015329;

/**
 * Fits the two limits to the image scores of defect-free validation images.
 *
 * An image score is the maximum of many values, whose limit law is Gumbel's; it is fitted by its moments, and the
 * limits are its quantiles at the stated false-reject rates. The highest of a few scores would promise nothing
 * about the next hundred. With n scores the spread is known to about 1 in √(2n) only, so it is widened by that
 * much: few images give careful limits.
 *
 * @param scores image scores of the validation set, at least 2, finite
 */
export function fitThresholds(scores: readonly number[]): Thresholds {
  const count = scores.length;
  const mean = scores.reduce((sum, score) => sum + score, 0) / count;
  const variance = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / Math.max(count - 1, 1);
  // Identical images have no spread of their own; the next camera frame has.
  const least = Math.max(Math.abs(mean) * 0.02, 0.1);
  const spread = Math.max(Math.sqrt(variance) * (1 + 1 / Math.sqrt(2 * count)), least);
  const scale = (spread * Math.sqrt(6)) / Math.PI;
  const location = mean - eulerGamma * scale;
  const quantile = (rate: number): number => location - scale * Math.log(-Math.log1p(-rate));
  return { review: quantile(falseRejectRates.review), defect: quantile(falseRejectRates.defect) };
}
