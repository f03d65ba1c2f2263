import { activeModelOf, productByName, type CommandContext } from '../command-context.ts';

/** Copies a product's active model, graph and card, into a folder. */
export async function exportModel(
  { client, terminal }: CommandContext,
  { product, to }: { readonly product: string; readonly to: string },
): Promise<void> {
  const modelId = activeModelOf(await productByName(client, product));
  const { folder, files } = await client.models.exportTo({ modelId, folder: to });
  terminal.print(`${files.join(', ')} in ${folder}`);
  terminal.printJson({ modelId, folder, files });
}
