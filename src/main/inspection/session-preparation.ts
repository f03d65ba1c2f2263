import type { Session } from '../../shared/contract/inspection.ts';
import type { Product, ThresholdsRecord } from '../../shared/contract/products.ts';
import { sourceKindsFor } from '../../shared/domain/source-kinds.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import type { ModelCard } from '../learning/model-card.ts';
import type { InferenceService } from '../inference/service.ts';
import { ensureInUse } from '../products/ensure-in-use.ts';

export interface PreparationParts {
  readonly products: { get(id: string): Product };
  readonly models: {
    /** Checks the model's files. @throws StationError CORRUPT_MODEL */
    verify(modelId: string): Promise<ModelCard>;
  };
  readonly clearance: {
    /** @throws StationError NOT_RELEASED if the shift's check is missing or failed */
    require(product: Product, modelId: string): void;
  };
  readonly inference: Pick<InferenceService, 'load'>;
}

/**
 * Opens a product's active model before its first frame in a lane; a running inspection continues meanwhile.
 *
 * @returns a function that throws StationError NOT_FOUND, CONFLICT (archived), NO_ACTIVE_MODEL, NOT_RELEASED,
 *   CORRUPT_MODEL, WORKER_FAILED
 */
export function createPreparation({ products, models, clearance, inference }: PreparationParts) {
  return async (productId: string, lane: number) => {
    const product = products.get(productId);
    ensureInUse(product);
    const { activeModelId: modelId } = product;
    if (modelId === null) {
      throw new StationError(
        'NO_ACTIVE_MODEL',
        `“${product.name}” has no active model. Train one and activate it, then start the inspection.`,
      );
    }
    clearance.require(product, modelId);
    const card = await models.verify(modelId);
    return { product, card, model: await inference.load(modelId, `lane ${lane}`) };
  };
}

/** The prepared product and model of a session. */
export type Prepared = Awaited<ReturnType<ReturnType<typeof createPreparation>>>;

/** @throws StationError CONFLICT if a running inspection cannot continue with the product */
export function checkChangeover(
  { productId, source }: Pick<Session, 'productId' | 'source'>,
  next: Product,
): void {
  if (next.id === productId) {
    throw new StationError('CONFLICT', `“${next.name}” is under inspection already.`);
  }
  if (!sourceKindsFor(next).includes(source.kind)) {
    throw new StationError(
      'CONFLICT',
      `The simulated camera shows the sample product only. Stop, choose a source for “${next.name}”, then start.`,
    );
  }
}

/** @throws StationError NO_ACTIVE_MODEL if the model never had limits */
export function limitsInForce(product: Product, limits: ThresholdsRecord | null): ThresholdsRecord {
  if (limits) return limits;
  throw new StationError(
    'NO_ACTIVE_MODEL',
    `The model of “${product.name}” has no limits. Activate it again.`,
  );
}
