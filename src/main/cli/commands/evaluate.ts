import type { EvaluationResult } from '../../../shared/contract/models.ts';
import { StationError } from '../../../shared/domain/station-error.ts';
import { activeModelOf, productByName, type CommandContext } from '../command-context.ts';
import { metric } from '../text.ts';

/** Runs a product's active model over a labelled folder and prints the figures of merit. */
export async function evaluate(
  context: CommandContext,
  { product, data }: { readonly product: string; readonly data: string },
): Promise<void> {
  const { client, terminal } = context;
  const modelId = activeModelOf(await productByName(client, product));
  const { imageAuroc, pixelAuroc, auPro, msPerImage, images, skipped } = await resultOf(
    context,
    modelId,
    data,
  );
  for (const { name, message } of skipped) terminal.note(`Skipped ${name}: ${message}`);
  terminal.print(`image AUROC  ${metric(imageAuroc)}`);
  terminal.print(`pixel AUROC  ${metric(pixelAuroc)}`);
  terminal.print(`AU-PRO       ${metric(auPro)}`);
  terminal.print(`ms per image ${msPerImage.toFixed(1)}`);
  terminal.print(`images       ${images}`);
  terminal.printJson({ imageAuroc, pixelAuroc, auPro, msPerImage, images });
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
