import { productInLog, type CommandContext } from '../command-context.ts';
import { counted } from '../text.ts';

/** Exports a product as one file; replaces no file. @throws StationError ALREADY_EXISTS, NOT_FOUND, DISK_FULL */
export async function exportProduct(
  { client, terminal }: CommandContext,
  { product: name, to }: { readonly product: string; readonly to: string },
): Promise<void> {
  const product = await productInLog(client, name);
  const { images, models, bytes } = await client.products.exportFile({ id: product.id, file: to });
  terminal.print(`“${product.name}”: ${counted(images, 'image')}, ${counted(models, 'model')} in ${to}`);
  terminal.printJson({ product: product.name, productId: product.id, file: to, images, models, bytes });
}

/** Imports a product. @throws StationError ALREADY_EXISTS if the station has it, CORRUPT_FILE, CORRUPT_MODEL */
export async function importProduct(
  { client, terminal }: CommandContext,
  { from, as = null }: { readonly from: string; readonly as?: string | null },
): Promise<void> {
  const { product, images, models } = await client.products.importFile({ file: from, as });
  terminal.print(`“${product.name}” is here: ${counted(images, 'image')}, ${counted(models, 'model')}`);
  if (product.activeModelId !== null) terminal.print(`Active model: ${product.activeModelId}`);
  terminal.printJson({ product, images, models });
}
