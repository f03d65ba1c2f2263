import type { Product } from '../../shared/contract/products.ts';
import type { Job } from '../../shared/contract/training.ts';
import type { NetworkPlaces } from '../learning/network-places.ts';
import type { TrainingImage } from '../learning/training-image.ts';
import type { TrainingOrder } from '../learning/training-order.ts';

interface OrderParts {
  readonly products: { get(id: string): Product };
  readonly datasets: { imagesForTraining(productId: string): readonly TrainingImage[] };
  readonly models: { folderOf(modelId: string): string };
  readonly networks: NetworkPlaces;
}

/** Makes the order for a job's training process, from the product's present images. */
export function orderOfJob(
  { productId, family, preset, epochs, seed, choices }: Job,
  { products, datasets, models, networks }: OrderParts,
  made: Pick<TrainingOrder, 'modelId' | 'outputFolder'>,
): TrainingOrder {
  const { name, area } = products.get(productId);
  return {
    productId,
    productName: name,
    family,
    preset,
    epochs,
    seed,
    choices,
    area,
    images: [...datasets.imagesForTraining(productId)],
    extendedModelFolder: choices.extendsModelId === null ? null : models.folderOf(choices.extendsModelId),
    ...networks,
    ...made,
  };
}
