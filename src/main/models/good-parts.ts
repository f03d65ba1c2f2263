import type { GoodPart } from '../../shared/contract/models.ts';
import type { ModelCard } from '../learning/model-card.ts';

/**
 * The good images that a model's limits come from, the highest score first. An image is known by its content, so that one that was taken
 * in again is found, too.
 *
 * @param training the product's training images as they are now
 * @returns none for a card that does not name its images beside their scores
 */
export function goodParts(
  { validationImages, thresholds }: Pick<ModelCard, 'validationImages' | 'thresholds'>,
  training: readonly { readonly id: number; readonly sha256: string }[],
): GoodPart[] {
  const scores = thresholds.validationScores;
  if (scores.length !== validationImages.length) return [];
  const ids = new Map(training.map(({ id, sha256 }) => [sha256, id]));
  return validationImages
    .map(({ name, sha256 }, index) => ({
      name,
      score: scores[index] ?? Number.NaN,
      imageId: ids.get(sha256) ?? null,
    }))
    .toSorted((a, b) => b.score - a.score);
}
