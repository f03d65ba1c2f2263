import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Product } from '../../shared/contract/products.ts';
import type { User } from '../../shared/domain/role.ts';
import type { DatasetService } from './service.ts';
import { fileFailure } from '../files/file-failure.ts';
import { writeSampleProduct } from '../sample/sample-product.ts';
import type { SampleCounts } from '../sample/sample-product.ts';
import type { ProductService } from '../products/service.ts';

export interface SampleProductParts {
  readonly products: ProductService;
  readonly datasets: DatasetService;
  /** Where the generated pictures lie: `train/good`, `test/…`, `ground_truth/…`. */
  readonly folder: string;
  readonly counts?: SampleCounts;
}

export interface SampleProduct {
  /** The sample product with its images, made when it is not there. @throws StationError DISK_FULL, NO_PERMISSION */
  create(user: User): Promise<Product>;
}

/** The project's own simulated product: a newcomer can train and inspect without a camera or a picture. */
export function createSampleProduct({
  products,
  datasets,
  folder,
  counts,
}: SampleProductParts): SampleProduct {
  let underWay: Promise<Product> | null = null;

  async function make(user: User): Promise<Product> {
    if (!existsSync(folder)) await writePictures(folder, counts);
    const product = products.ensureSample('Sample product');
    if (product.imageCount === 0) {
      const train = join(folder, 'train', 'good');
      const events = await datasets.importFolder(product.id, train, user, { origin: 'sample' });
      while (!(await events.next()).done);
    }
    return products.get(product.id);
  }

  return {
    create(user) {
      // Two windows that ask at once get the same product.
      underWay ??= make(user).finally(() => {
        underWay = null;
      });
      return underWay;
    },
  };
}

/** All pictures or none: the folder appears when the last one is written. */
async function writePictures(folder: string, counts?: SampleCounts): Promise<void> {
  const part = `${folder}.part`;
  try {
    await rm(part, { recursive: true, force: true });
    await writeSampleProduct(part, counts);
    await rename(part, folder);
  } catch (error) {
    await rm(part, { recursive: true, force: true }).catch(() => undefined);
    throw fileFailure(error, folder);
  }
}
