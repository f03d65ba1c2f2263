import type { Product } from '../../../shared/contract/products.ts';
import type { KeptGood } from '../../../shared/domain/kept-good.ts';
import { StationError } from '../../../shared/domain/station-error.ts';
import { productByName, type CommandContext } from '../command-context.ts';
import { counted } from '../text.ts';

/** Lists the products in use, or the archived ones. */
export async function listProducts(
  { client, terminal }: CommandContext,
  { archived = false }: { readonly archived?: boolean },
): Promise<void> {
  const products = archived ? await client.products.archived() : await client.products.list();
  for (const product of products) terminal.print(archived ? archivedLine(product) : lineOf(product));
  if (products.length === 0) {
    terminal.print(archived ? 'No product is archived.' : 'There is no product yet: make one with "train".');
  }
  terminal.printJson({
    products: products.map(({ id, name, imageCount, modelCount, activeModelId, archivedAt }) => ({
      id,
      name,
      imageCount,
      modelCount,
      activeModelId,
      ...(archivedAt === null ? {} : { archivedAt }),
    })),
  });
}

/** Makes a product with the settings of another. */
export async function duplicateProduct(
  { client, terminal }: CommandContext,
  { product: template, as }: { readonly product: string; readonly as: string },
): Promise<void> {
  const { id } = await productByName(client, template);
  const made = await client.products.duplicate({ id, name: as });
  terminal.print(`“${made.name}” has the area, causes and settings of “${template}”, and no images yet.`);
  terminal.printJson({ product: made.name, productId: made.id });
}

type KeptOption = number | 'none' | undefined;

/** Sets which good parts the log keeps; options left out stay. Without options, prints the rule. */
export async function keepGood(
  { client, terminal }: CommandContext,
  options: { readonly product: string; readonly oneIn?: KeptOption; readonly nearLimit?: KeptOption },
): Promise<void> {
  const { id, name, line } = await productByName(client, options.product);
  const chosen = (option: KeptOption, standing: number | null): number | null =>
    option === 'none' ? null : (option ?? standing);
  const keptGood = {
    oneIn: chosen(options.oneIn, line.keptGood.oneIn),
    nearLimit: chosen(options.nearLimit, line.keptGood.nearLimit),
  };
  const isChange = options.oneIn !== undefined || options.nearLimit !== undefined;
  if (isChange) await client.products.setLine({ id, line: { ...line, keptGood } });
  terminal.print(`Good parts of “${name}” that the log keeps: ${keptText(keptGood)}.`);
  terminal.printJson({ product: name, productId: id, keptGood });
}

/** Archives a product; its images, models and log stay. */
export async function archiveProduct({ client, terminal }: CommandContext, name: string): Promise<void> {
  const { id, name: product } = await productByName(client, name);
  await client.products.archive({ id });
  terminal.print(`“${product}” is archived. Bring it back with: products restore "${product}"`);
  terminal.printJson({ product, productId: id });
}

/** Restores an archived product. @throws StationError NOT_FOUND; BAD_INPUT if several have the name */
export async function restoreProduct({ client, terminal }: CommandContext, wanted: string): Promise<void> {
  const { id, line } = archivedProduct(await client.products.archived(), wanted.trim());
  const { name, line: now } = await client.products.restore({ id });
  terminal.print(`“${name}” is in use again.`);
  if (line.code !== null && now.code === null) {
    terminal.print(`Its code ${line.code} belongs to another product by now; it has none.`);
  }
  terminal.printJson({ product: name, productId: id });
}

function keptText({ oneIn, nearLimit }: KeptGood): string {
  const kinds = [
    ...(oneIn === null ? [] : [`one of ${oneIn}`]),
    ...(nearLimit === null ? [] : [`all from ${Math.round(nearLimit * 100)} % of T1 on`]),
  ];
  return kinds.length === 0 ? 'none' : kinds.join(', ');
}

function lineOf({ name, imageCount, modelCount, activeModelId }: Product): string {
  const active = activeModelId === null ? 'no active model' : `active model ${activeModelId}`;
  return `${name}: ${counted(imageCount, 'image')}, ${counted(modelCount, 'model')}, ${active}`;
}

function archivedLine({ id, name, imageCount, modelCount, archivedAt }: Product): string {
  const day = new Date(archivedAt ?? 0).toISOString().slice(0, 10);
  return `${name} (${id.slice(0, 8)}): ${counted(imageCount, 'image')}, ${counted(modelCount, 'model')}, archived ${day}`;
}

/** Finds an archived product by its name or the beginning of its id. */
function archivedProduct(archived: readonly Product[], wanted: string): Product {
  const named = archived.filter(({ name }) => name === wanted);
  const found = named.length > 0 ? named : archived.filter(({ id }) => id.startsWith(wanted.toLowerCase()));
  const [product] = found;
  if (product === undefined || wanted === '') {
    throw new StationError(
      'NOT_FOUND',
      `No archived product is called “${wanted}”. List them with "products list --archived".`,
    );
  }
  if (found.length === 1) return product;
  throw new StationError(
    'BAD_INPUT',
    `${found.length} archived products are called “${wanted}”. Give the beginning of an id: ${found
      .map(({ id }) => id.slice(0, 8))
      .join(', ')}`,
  );
}
