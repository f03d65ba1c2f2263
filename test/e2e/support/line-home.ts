import { join } from 'node:path';
import type { PatchCard } from '../../../src/main/families/patch/card.ts';
import { singleUser } from '../../../src/main/users/single-user.ts';
import { openDataServices } from '../../support/data-services.ts';
import { writeSmallModel } from '../../support/small-model.ts';

export interface LineProduct {
  readonly name: string;
  readonly productId: string;
  readonly modelId: string;
}

/** Product of the simulated camera. */
export const sampleName = 'Sample product';

/**
 * Writes a station's home with the sample product and others, each with an active model. The models are real graphs with random
 * weights: nothing is trained, and only limits decide what is good.
 *
 * @param card further fields of the models' cards
 * @returns the sample product first, then the others as named
 */
export async function writeLineHome(
  home: string,
  others: readonly string[] = [],
  card: Partial<PatchCard> = {},
): Promise<[LineProduct, ...LineProduct[]]> {
  const services = openDataServices(home);
  const { products, models, paths } = services;

  async function equip(productId: string, name: string): Promise<LineProduct> {
    const finished = join(paths.jobs, `finished-${productId}`);
    const { id: modelId } = writeSmallModel(finished, { ...card, productId, productName: name });
    await models.register(finished);
    await models.activate(modelId, '', singleUser);
    return { name, productId, modelId };
  }

  try {
    const made: [LineProduct, ...LineProduct[]] = [
      await equip(products.ensureSample(sampleName).id, sampleName),
    ];
    for (const name of others) made.push(await equip(products.create(name).id, name));
    return made;
  } finally {
    services.close();
  }
}
