import type { Model } from '../../shared/contract/models.ts';
import type { Product } from '../../shared/contract/products.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { activeModelOf, type CommandContext } from './command-context.ts';

/**
 * Finds a product's model by its name or the beginning of its id; the active model if `wanted` is undefined.
 *
 * @throws StationError NOT_FOUND, NO_ACTIVE_MODEL, BAD_INPUT if several models match
 */
export async function modelToUse(
  client: CommandContext['client'],
  product: Product,
  wanted: string | undefined,
): Promise<Model> {
  const models = await client.models.list({ productId: product.id });
  return oneModel(models, wanted ?? activeModelOf(product), product.name);
}

/** Finds a model by its name or the beginning of its id. @throws StationError NOT_FOUND, BAD_INPUT if several match */
function oneModel(models: readonly Model[], wanted: string, product: string): Model {
  const named = models.filter(({ name }) => name !== '' && name === wanted);
  const found = named.length > 0 ? named : models.filter(({ id }) => id.startsWith(wanted.toLowerCase()));
  const [model] = found;
  if (model === undefined) {
    throw new StationError(
      'NOT_FOUND',
      `“${product}” has no model ${wanted}. List them with "models --product".`,
    );
  }
  if (found.length === 1) return model;
  throw new StationError(
    'BAD_INPUT',
    `“${product}” has ${found.length} models that are called ${wanted}, or whose id begins so. Give more of the id.`,
  );
}
