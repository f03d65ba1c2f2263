import type { Model } from '../../../shared/contract/models.ts';
import { StationError } from '../../../shared/domain/station-error.ts';
import { productByName, type CommandContext } from '../command-context.ts';
import { metric } from '../text.ts';

const timeOf = (instant: number): string => new Date(instant).toISOString().slice(0, 16).replace('T', ' ');

/** Lists a product's models, newest first, and which one was activated when, by whom and why. */
export async function listModels(
  { client, terminal }: CommandContext,
  { product: name }: { readonly product: string },
): Promise<void> {
  const product = await productByName(client, name);
  const models = await client.models.list({ productId: product.id });
  const activations = await client.models.activations({ productId: product.id });
  if (models.length === 0) terminal.print(`“${product.name}” has no models. Train one with "train".`);
  for (const model of models) {
    const merit = model.latestEvaluation?.result;
    const figures = merit
      ? `image AUROC ${metric(merit.imageAuroc)}, AU-PRO ${metric(merit.auPro)}`
      : 'not evaluated';
    const active = model.active ? ' (active)' : '';
    terminal.print(`${model.id}  ${timeOf(model.createdAt)} UTC  ${model.preset}, ${figures}${active}`);
  }
  if (activations.length > 0) terminal.print('Activations, newest first:');
  for (const { activatedAt, activatedBy, preset, modelId, limits, note } of activations) {
    terminal.print(
      `${timeOf(activatedAt)} UTC  ${preset} ${modelId.slice(0, 8)} by ${activatedBy}, review ${limits.review.toFixed(3)}, ` +
        `defect ${limits.defect.toFixed(3)}${note === '' ? '' : `: ${note}`}`,
    );
  }
  terminal.printJson({
    product: product.name,
    models: models.map(({ id, family, preset, createdAt, active, thresholds, latestEvaluation }) => ({
      ...{ id, family, preset, createdAt, active, thresholds },
      evaluation: latestEvaluation && {
        images: latestEvaluation.result.images,
        imageAuroc: latestEvaluation.result.imageAuroc,
        auPro: latestEvaluation.result.auPro,
      },
    })),
    activations,
  });
}

/** Makes one of a product's models the one that inspects: the next one, or one that did before. */
export async function activate(
  { client, terminal }: CommandContext,
  {
    product: name,
    model: wanted,
    note,
  }: { readonly product: string; readonly model: string; readonly note?: string },
): Promise<void> {
  const product = await productByName(client, name);
  const { id } = oneModel(await client.models.list({ productId: product.id }), wanted, product.name);
  const model = await client.models.activate({ modelId: id, ...(note === undefined ? {} : { note }) });
  const { thresholds } = await client.products.get({ id: product.id });
  const limits = thresholds ?? model.thresholds;
  terminal.print(
    `Model ${id} of “${product.name}” is active: review from ${limits.review.toFixed(3)}, defect from ${limits.defect.toFixed(3)}`,
  );
  terminal.printJson({ product: product.name, modelId: id, limits });
}

/** The model whose id begins so. @throws StationError NOT_FOUND, BAD_INPUT where several do */
function oneModel(models: readonly Model[], wanted: string, product: string): Model {
  const found = models.filter(({ id }) => id.startsWith(wanted.toLowerCase()));
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
    `“${product}” has ${found.length} models whose id begins with ${wanted}. Give more of it.`,
  );
}
