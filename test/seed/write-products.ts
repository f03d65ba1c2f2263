import { join } from 'node:path';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { writeSampleProduct } from '../../src/main/sample/sample-product.ts';
import { singleUser } from '../../src/main/users/single-user.ts';
import type { openDataServices } from '../support/data-services.ts';

/**
 * Writes products without models, with the sample product's pictures of good parts.
 *
 * @returns the products' names
 */
export async function writeProducts(
  { products, datasets }: ReturnType<typeof openDataServices>,
  count: number,
): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'loupe-seed-'));
  try {
    const { trainFolder } = await writeSampleProduct(folder, { train: 12, testGood: 0, testPerDefect: 0 });
    const names: string[] = [];
    for (let number = 1; names.length < count; number++) {
      const name = `Product ${number}`;
      if (products.findByName(name) !== null) continue;
      const { id } = products.create(name);
      const events = await datasets.importFolder(id, trainFolder, singleUser);
      while (!(await events.next()).done);
      names.push(name);
    }
    return names;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
