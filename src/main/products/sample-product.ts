import type { Product } from '../../shared/contract/products.ts';
import type { User } from '../../shared/domain/role.ts';
import type { DatasetService } from '../datasets/service.ts';
import type { ProductService } from './service.ts';

export interface SampleProductParts {
  readonly products: ProductService;
  readonly datasets: DatasetService;
  /** Makes the generated pictures unless they are there. @returns the folder of the good ones to train on */
  readonly writePictures: () => Promise<string>;
}

export interface SampleProduct {
  /** The sample product with its images, made when it is not there. @throws StationError DISK_FULL, NO_PERMISSION */
  create(user: User): Promise<Product>;
}

/** The project's own simulated product: a newcomer can train and inspect without a camera or a picture. */
export function createSampleProduct({
  products,
  datasets,
  writePictures,
}: SampleProductParts): SampleProduct {
  let underWay: Promise<Product> | null = null;

  async function make(user: User): Promise<Product> {
    const folder = await writePictures();
    const product = products.ensureSample('Sample product');
    if (product.imageCount === 0) {
      for await (const event of await datasets.importFolder(product.id, folder, user, { origin: 'sample' })) {
        if (event.kind === 'finished' && event.skipped[0]) throw new Error(event.skipped[0].message);
      }
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
