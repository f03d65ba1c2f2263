import { join } from 'node:path';
import { singleUser } from '../../src/main/users/single-user.ts';
import type { PatchCard } from '../../src/main/families/patch/card.ts';
import type { InspectedArea } from '../../src/shared/domain/region.ts';
import { openDataServices } from './data-services.ts';
import { writeSmallModel } from './small-model.ts';

export interface SmallProduct {
  readonly productId: string;
  readonly modelId: string;
  /** Path of the model's graph. */
  readonly graph: string;
}

/**
 * Makes a home with a product whose active model is a real graph with random weights: nothing is trained, so scores say
 * nothing about parts.
 *
 * @param side of the model's input and map, pixels
 * @param area inspected area of the picture
 * @param card further fields of the model's card
 * @param graph another graph with that side, in place of the small one
 */
export async function makeSmallProduct(
  home: string,
  name = 'Disc',
  side?: number,
  area?: InspectedArea,
  card: Partial<PatchCard> = {},
  graph?: Uint8Array,
): Promise<SmallProduct> {
  const services = openDataServices(home);
  try {
    const { id: productId } = services.products.create(name);
    const finished = join(services.paths.jobs, 'finished');
    const { id: modelId } = writeSmallModel(
      finished,
      { ...card, productId, productName: name },
      ...[side, area, graph],
    );
    await services.models.register(finished);
    await services.models.activate(modelId, '', singleUser);
    return { productId, modelId, graph: services.models.graphOf(modelId) };
  } finally {
    services.close();
  }
}
