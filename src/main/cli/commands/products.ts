import type { CommandContext } from '../command-context.ts';
import { counted } from '../text.ts';

/** Lists the products. */
export async function listProducts({ client, terminal }: CommandContext): Promise<void> {
  const products = await client.products.list();
  for (const { name, imageCount, modelCount, activeModelId } of products) {
    const active = activeModelId === null ? 'no active model' : `active model ${activeModelId}`;
    terminal.print(`${name}: ${counted(imageCount, 'image')}, ${counted(modelCount, 'model')}, ${active}`);
  }
  if (products.length === 0) terminal.print('There is no product yet: make one with "train".');
  terminal.printJson({
    products: products.map(({ id, name, imageCount, modelCount, activeModelId }) => ({
      id,
      name,
      imageCount,
      modelCount,
      activeModelId,
    })),
  });
}
