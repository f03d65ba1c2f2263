import type { EvaluationResult } from '../../../shared/contract/models.ts';
import { StationError } from '../../../shared/domain/station-error.ts';
import { defectKinds } from '../../../shared/domain/defect-kinds.ts';
import { measuredAt } from '../../../shared/domain/region-profile.ts';
import { proposeLimits, type LimitsAim } from '../../../shared/domain/limit-proposals.ts';
import { activeModelOf, productByName, type CommandContext } from '../command-context.ts';
import { metric } from '../text.ts';

export interface EvaluateOptions {
  readonly product: string;
  /** The labelled folder. */
  readonly data: string;
  /** What limits taken from the folder's parts aim at; none are proposed when left out. */
  readonly limits?: LimitsAim;
  /** Puts the proposed limits in force. */
  readonly useLimits?: true;
}

/** Runs a product's active model over a labelled folder and prints the figures of merit. */
export async function evaluate(
  context: CommandContext,
  { product: name, data, limits, useLimits }: EvaluateOptions,
): Promise<void> {
  const { client, terminal } = context;
  const product = await productByName(client, name);
  const result = await resultOf(context, activeModelOf(product), data);
  const { imageAuroc, pixelAuroc, auPro, bestF1, msPerImage, images, skipped, scores, thresholds } = result;
  const measured = measuredAt(scores, result.regionProfile, thresholds.pixelThreshold);
  const kinds = defectKinds(measured.parts, thresholds);
  const proposed = limits === undefined ? null : proposeLimits(scores, limits, thresholds);
  if (limits !== undefined && proposed === null) {
    throw new StationError(
      'BAD_INPUT',
      `“${data}” holds no defective images that limits could be taken from.`,
    );
  }
  for (const { name, message } of skipped) terminal.note(`Skipped ${name}: ${message}`);
  terminal.print(`image AUROC  ${metric(imageAuroc)}`);
  terminal.print(`pixel AUROC  ${metric(pixelAuroc)}`);
  terminal.print(`AU-PRO       ${metric(auPro)}`);
  terminal.print(`ms per image ${msPerImage.toFixed(1)}`);
  terminal.print(`images       ${images}`);
  terminal.print(`best F1      ${metric(bestF1?.f1 ?? null)}`);
  for (const { kind, images: parts, foundAtReview, foundAtDefect } of kinds) {
    terminal.print(`${kind}: ${foundAtReview} of ${parts} found at T1, ${foundAtDefect} at T2`);
  }
  if (proposed !== null) {
    terminal.print(
      `proposed limits: review ${proposed.review.toFixed(3)}, defect ${proposed.defect.toFixed(3)}`,
    );
    if (useLimits) {
      await client.products.setThresholds({ id: product.id, thresholds: proposed });
      terminal.print(`They are in force for “${product.name}”.`);
    }
  }
  terminal.printJson({
    imageAuroc,
    pixelAuroc,
    auPro,
    msPerImage,
    images,
    bestF1,
    kinds,
    ...(proposed === null ? {} : { proposed, inForce: useLimits === true }),
  });
}

async function resultOf(
  { client, terminal, signal }: CommandContext,
  modelId: string,
  folder: string,
): Promise<EvaluationResult> {
  for await (const event of await client.models.evaluate({ modelId, folder }, { signal })) {
    if (event.kind === 'finished') return event.evaluation.result;
    terminal.progress(`Evaluating: ${event.done} of ${event.total} images`);
  }
  throw new StationError('CANCELLED', 'The evaluation ended before it was finished.');
}
