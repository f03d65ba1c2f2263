import type { Product } from '../../../shared/contract/products.ts';
import { findProduct, type CommandContext } from '../command-context.ts';

/**
 * Imports a model for the named product, else for the product it was trained for. Makes the product if it does not
 * exist.
 */
export async function importModel(
  { client, terminal }: CommandContext,
  { from, product: wanted }: { readonly from: string; readonly product?: string },
): Promise<void> {
  const found = await client.models.lookAtExport({ folder: from });
  const name = wanted ?? found.productName;
  const matching =
    wanted === undefined && found.matchingProductId !== null
      ? await client.products.get({ id: found.matchingProductId })
      : await findProduct(client, name);
  const product: Product = matching ?? (await client.products.create({ name }));
  let model;
  try {
    model = await client.models.importFrom({ folder: from, productId: product.id });
  } catch (error) {
    // A refused model must not leave an empty product behind.
    if (matching === null) await client.products.archive({ id: product.id });
    throw error;
  }
  terminal.print(
    `Model ${model.id} (${model.preset}, trained for “${found.productName}”) is there for “${product.name}”, not active.`,
  );
  terminal.print(`Activate it with: activate --product "${product.name}" --model ${model.id.slice(0, 8)}`);
  terminal.printJson({
    product: product.name,
    productId: product.id,
    modelId: model.id,
    exportedId: found.id,
  });
}
