import type { GoodPart } from '../../shared/contract/models.ts';
import type { ModelCard } from '../learning/model-card.ts';

/**
 * Lists the good images from which a model's limits come, the highest score first. Images are identified by content, so a re-imported image
 * is found, too.
 *
 * @param training the product's present training images
 * @returns an empty list if the card does not name the images of its scores
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
