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
  /** Folder of the generated pictures: `train/good`, `test/…`, `ground_truth/…`. */
  readonly folder: string;
  readonly counts?: SampleCounts;
}

type Progress = Extract<SampleEvent, { kind: 'progress' }>;
type Tell = (progress: Progress) => void;

export interface SampleProduct {
  /**
   * Returns the sample product with its training and test images, and makes it if it is missing. The last event is `finished`.
   *
   * @param name name of a newly made sample product
   * @throws StationError DISK_FULL, NO_PERMISSION
   */
  create(user: User, name?: string, signal?: AbortSignal): AsyncGenerator<SampleEvent>;
}

/** The simulated sample product, with which a newcomer can train, evaluate and inspect without a camera or pictures. */
export function createSampleProduct({
  products,
  datasets,
  folder,
  counts,
}: SampleProductParts): SampleProduct {
  /** Concurrent calls share one run, so that two windows get the same product. */
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

/** Writes all pictures or none: the folder appears when the last one is written. */
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
