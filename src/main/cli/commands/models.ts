import type { Model } from '../../../shared/contract/models.ts';
import type { Product } from '../../../shared/contract/products.ts';
import { changeTo, limitsOnceActive, withChange } from '../../../shared/domain/chosen-limits.ts';
import { outcomeAt } from '../../../shared/domain/decision-outcome.ts';
import type { LimitsChange } from '../../../shared/domain/verdict.ts';
import { productByName, type CommandContext } from '../command-context.ts';
import { modelToUse } from '../model-to-use.ts';
import { countOf, outcomeText } from '../outcome-text.ts';
import { metric } from '../text.ts';

const timeOf = (instant: number): string => new Date(instant).toISOString().slice(0, 16).replace('T', ' ');

/** Returns the decisions of a model at its limits, now or once active, followed by its AUROC and AU-PRO. */
function figuresOf(model: Model, product: Product): string {
  const result = model.latestEvaluation?.result;
  if (!result) return 'not evaluated';
  const { escapes, falseRejects } = outcomeAt(result, limitsOnceActive(model, product.thresholds));
  return (
    `${countOf(escapes)} known defects pass, ${countOf(falseRejects)} good parts rejected, ` +
    `image AUROC ${metric(result.imageAuroc)}, AU-PRO ${metric(result.auPro)}`
  );
}

/** Lists a product's models, newest first, with the time, person and reason of each activation. */
export async function listModels(
  { client, terminal }: CommandContext,
  { product: name, archived = false }: { readonly product: string; readonly archived?: boolean },
): Promise<void> {
  const product = await productByName(client, name);
  const all = await client.models.list({ productId: product.id });
  const models = all.filter(({ archivedAt }) => archived || archivedAt === null);
  const activations = await client.models.activations({ productId: product.id });
  if (all.length === 0) terminal.print(`“${product.name}” has no models. Train one with "train".`);
  for (const model of models) {
    const { id, name: called, note, createdAt, preset } = model;
    const marks = [
      ...(model.active ? ['active'] : []),
      ...(model.pinned ? ['pinned'] : []),
      ...(model.archivedAt === null ? [] : ['archived']),
    ];
    terminal.print(
      `${id}  ${timeOf(createdAt)} UTC  ${called === '' ? '' : `“${called}”, `}${preset}, ` +
        `${figuresOf(model, product)}${marks.length === 0 ? '' : ` (${marks.join(', ')})`}`,
    );
    if (note !== '') terminal.print(`  ${note}`);
  }
  if (activations.length > 0) terminal.print('Activations, newest first:');
  for (const { activatedAt, activatedBy, preset, modelId, limits, lastLimits, note } of activations) {
    const text = ({ review, defect }: typeof limits): string =>
      `review ${review.toFixed(3)}, defect ${defect.toFixed(3)}`;
    const since = text(lastLimits) === text(limits) ? '' : ` (last ${text(lastLimits)})`;
    terminal.print(
      `${timeOf(activatedAt)} UTC  ${preset} ${modelId.slice(0, 8)} by ${activatedBy}, ${text(limits)}${since}${
        note === '' ? '' : `: ${note}`
      }`,
    );
  }
  terminal.printJson({
    product: product.name,
    models: models.map(({ id, thresholds, lastLimits, latestEvaluation, ...model }) => ({
      id,
      name: model.name,
      note: model.note,
      pinned: model.pinned,
      archivedAt: model.archivedAt,
      family: model.family,
      preset: model.preset,
      createdAt: model.createdAt,
      active: model.active,
      thresholds,
      evaluation: latestEvaluation && {
        images: latestEvaluation.result.images,
        outcome: outcomeAt(
          latestEvaluation.result,
          limitsOnceActive({ id, thresholds, lastLimits }, product.thresholds),
        ),
        imageAuroc: latestEvaluation.result.imageAuroc,
        auPro: latestEvaluation.result.auPro,
      },
    })),
    activations,
  });
}

export interface EditOptions {
  readonly product: string;
  readonly model: string;
  readonly name?: string;
  readonly note?: string;
  readonly pin?: boolean;
  readonly archive?: boolean;
  readonly restore?: boolean;
}

/** Changes a model's name or note, keeps the model on top of the list, or puts it away. */
export async function editModel(
  { client, terminal }: CommandContext,
  { product: productName, model: wanted, name, note, pin, archive, restore }: EditOptions,
): Promise<void> {
  const product = await productByName(client, productName);
  const { id } = await modelToUse(client, product, wanted);
  const archived = archive ? true : restore ? false : undefined;
  const model = await client.models.edit({ modelId: id, name, note, pinned: pin, archived });
  const called = model.name === '' ? model.preset : `“${model.name}”`;
  terminal.print(
    `${model.id} of “${product.name}”: ${called}${model.archivedAt === null ? '' : ', archived'}`,
  );
  terminal.printJson({
    product: product.name,
    modelId: model.id,
    name: model.name,
    note: model.note,
    pinned: model.pinned,
    archivedAt: model.archivedAt,
  });
}

/**
 * Lists the good images from which a model's limits come, highest score first, so that a person can leave the worst
 * out of the next training.
 */
export async function listGoodParts(
  { client, terminal }: CommandContext,
  {
    product: name,
    model: wanted,
    worst,
  }: { readonly product: string; readonly model?: string; readonly worst: number },
): Promise<void> {
  const product = await productByName(client, name);
  const { id, thresholds } = await modelToUse(client, product, wanted);
  const parts = (await client.models.goodParts({ modelId: id })).slice(0, worst);
  for (const { name: image, score, imageId } of parts) {
    const over =
      score >= thresholds.defect
        ? ', would be rejected'
        : score >= thresholds.review
          ? ', would go to review'
          : '';
    terminal.print(`${score.toFixed(3)}  ${image}${over}${imageId === null ? ', left out by now' : ''}`);
  }
  if (parts.length === 0) terminal.print('The model’s card names no images beside their scores.');
  terminal.printJson({ product: product.name, modelId: id, thresholds, images: parts });
}

export interface ActivateOptions {
  readonly product: string;
  readonly model: string;
  readonly note?: string;
  /** T1 and T2 of the model; if left out, its last limits, else the limits of its training. */
  readonly review?: number;
  readonly defect?: number;
}

/** Activates one of a product's models, also one that was active before. */
export async function activate(
  { client, terminal }: CommandContext,
  { product: name, model: wanted, note, review, defect }: ActivateOptions,
): Promise<void> {
  const product = await productByName(client, name);
  const candidate = await modelToUse(client, product, wanted);
  const standing = limitsOnceActive(candidate, product.thresholds);
  const chosen = review === undefined && defect === undefined ? null : { review, defect };
  const limits: LimitsChange | undefined = chosen
    ? changeTo(
        withChange(standing, {
          review: chosen.review ?? standing.review,
          defect: chosen.defect ?? standing.defect,
        }),
      )
    : undefined;
  const model = await client.models.activate({
    modelId: candidate.id,
    ...(note === undefined ? {} : { note }),
    ...(limits ? { limits: { ...limits } } : {}),
  });
  const inForce = limitsOnceActive(model, null);
  terminal.print(
    `Model ${model.id} of “${product.name}” is active: review from ${inForce.review.toFixed(3)}, defect from ${inForce.defect.toFixed(3)}`,
  );
  const known = model.latestEvaluation && outcomeAt(model.latestEvaluation.result, inForce);
  if (known) terminal.print(`At these limits ${outcomeText(known)}.`);
  terminal.printJson({ product: product.name, modelId: model.id, limits: inForce, outcome: known });
}
