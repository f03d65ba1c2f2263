import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Product, SampleEvent } from '../../shared/contract/products.ts';
import type { User } from '../../shared/domain/role.ts';
import type { DatasetService } from './service.ts';
import { fileFailure } from '../files/file-failure.ts';
import { writeSampleProduct } from '../sample/sample-product.ts';
import type { SampleCounts } from '../sample/sample-product.ts';
import type { ProductService } from '../products/service.ts';
import { createSharedWork } from '../station/shared-work.ts';

export interface SampleProductParts {
  readonly products: ProductService;
  readonly datasets: DatasetService;
  /** Where the generated pictures lie: `train/good`, `test/…`, `ground_truth/…`. */
  readonly folder: string;
  readonly counts?: SampleCounts;
}

type Progress = Extract<SampleEvent, { kind: 'progress' }>;
type Tell = (progress: Progress) => void;

export interface SampleProduct {
  /**
   * The sample product with its training and test images, made when it is not there. The last event is `finished`.
   *
   * @param name what it is called when it is made
   * @throws StationError DISK_FULL, NO_PERMISSION
   */
  create(user: User, name?: string, signal?: AbortSignal): AsyncGenerator<SampleEvent>;
}

/** The project's own simulated product: a newcomer can train, evaluate and inspect without a camera or a picture. */
export function createSampleProduct({
  products,
  datasets,
  folder,
  counts,
}: SampleProductParts): SampleProduct {
  /** Two windows that ask at once get the same product. */
  const making = createSharedWork<Progress, Product>();

  async function make(user: User, name: string, tell: Tell): Promise<Product> {
    if (!existsSync(folder)) await writePictures(folder, tell, counts);
    const { id } = products.ensureSample(name);
    const { training, test } = datasets.counts(id);
    const tests = existsSync(join(folder, 'test'));
    if (training === 0 || (tests && test.good + test.defective === 0)) {
      const from = tests ? folder : join(folder, 'train', 'good');
      for await (const event of await datasets.importFolder(id, from, user, { origin: 'sample' })) {
        if (event.kind === 'progress') tell({ ...event, phase: 'images' });
      }
    }
    return products.get(id);
  }

  return {
    async *create(user, name = 'Sample product', signal) {
      const product = yield* making.follow((tell) => make(user, name, tell), signal);
      yield { kind: 'finished', product };
    },
  };
}

/** All pictures or none: the folder appears when the last one is written. */
async function writePictures(folder: string, tell: Tell, counts?: SampleCounts): Promise<void> {
  const part = `${folder}.part`;
  try {
    await rm(part, { recursive: true, force: true });
    await writeSampleProduct(part, counts, (done, total) =>
      tell({ kind: 'progress', phase: 'pictures', done, total }),
    );
    await rename(part, folder);
  } catch (error) {
    await rm(part, { recursive: true, force: true }).catch(() => undefined);
    throw fileFailure(error, folder);
  }
}
