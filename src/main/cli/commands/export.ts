import { productByName, type CommandContext } from '../command-context.ts';
import { modelToUse } from '../model-to-use.ts';

/** Copies the graph and card of a product's model into a folder. */
export async function exportModel(
  { client, terminal }: CommandContext,
  { product, model, to }: { readonly product: string; readonly model?: string; readonly to: string },
): Promise<void> {
  const { id: modelId } = await modelToUse(client, await productByName(client, product), model);
  const { folder, files } = await client.models.exportTo({ modelId, folder: to });
  terminal.print(`${files.join(', ')} in ${folder}`);
  terminal.printJson({ modelId, folder, files });
}
