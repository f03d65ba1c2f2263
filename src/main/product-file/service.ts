import { randomUUID } from 'node:crypto';
import { mkdir, readFile, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Model } from '../../shared/contract/models.ts';
import type { Product } from '../../shared/contract/products.ts';
import type { User } from '../../shared/domain/role.ts';
import { messageOf, StationError } from '../../shared/domain/station-error.ts';
import type { HeldImage } from '../datasets/exchange.ts';
import type { DatasetService } from '../datasets/service.ts';
import { whenFree } from '../database/when-free.ts';
import { fileFailure } from '../files/file-failure.ts';
import { sha256OfFile } from '../files/hash.ts';
import { stepsOf, withTurns } from '../host/with-turns.ts';
import type { ModelImport } from '../models/import-model.ts';
import type { ModelService } from '../models/service.ts';
import type { ProductService } from '../products/service.ts';
import type { ThresholdsHistory } from '../products/thresholds.ts';
import { imageFile, modelFile, type ProductContents } from './format.ts';
import { openArchiveBeside, type ArchiveBeside } from './archive-beside.ts';
import { writeArchive } from './write-archive.ts';

export interface ProductFileParts {
  readonly products: Pick<
    ProductService,
    'get' | 'takeIn' | 'isKnown' | 'archive' | 'restore' | 'findByName'
  >;
  readonly datasets: Pick<DatasetService, 'held' | 'takeIn'>;
  readonly models: Pick<
    ModelService,
    'list' | 'verify' | 'folderOf' | 'activations' | 'takeInActivation' | 'find'
  >;
  readonly modelImport: Pick<ModelImport, 'take' | 'tryOut'>;
  readonly thresholds: Pick<ThresholdsHistory, 'ofProduct' | 'takeIn'>;
  /** Runs the work in a transaction. */
  readonly together: <Result>(work: () => Result) => Result;
  readonly jobsFolder: string;
  readonly version: string;
}

/** Rows of an import per transaction, which takes some milliseconds. */
const writtenAtOnce = 50;

/** Result of an import. */
export interface TakenProduct {
  readonly product: Product;
  readonly images: number;
  readonly models: number;
}

export type ProductFiles = ReturnType<typeof createProductFiles>;

/**
 * Makes the service for products as files, with settings, images with labels and masks, models, and the history of
 * limits and activations.
 */
export function createProductFiles(parts: ProductFileParts) {
  const { products, datasets, models, modelImport, thresholds, together, jobsFolder, version } = parts;

  /** Lists the files of checked models, each with its path on this station. @throws StationError CORRUPT_MODEL */
  async function modelSources(listed: readonly Model[]): Promise<[string, string][]> {
    const sources: [string, string][] = [];
    for (const { id } of listed) {
      await models.verify(id);
      for (const file of await readdir(models.folderOf(id))) {
        sources.push([modelFile(id, file), join(models.folderOf(id), file)]);
      }
    }
    return sources;
  }

  async function exportTo(
    productId: string,
    path: string,
  ): Promise<{ images: number; models: number; bytes: number }> {
    if ((await stat(path).catch(() => null)) !== null) {
      throw new StationError(
        'ALREADY_EXISTS',
        `“${path}” is there already. Choose another name, or move it away.`,
      );
    }
    const { id, name, createdAt, area, causes, line, escapeCost, smallestDefect } = products.get(productId);
    const held = datasets.held(productId);
    const listed = models.list(productId);
    const sources = new Map([...imageSources(held), ...(await modelSources(listed))]);
    const files = await hashesOf(sources);
    const contents: ProductContents = {
      format: 1,
      stationVersion: version,
      exportedAt: Date.now(),
      product: { id, name, createdAt, area, causes: [...causes], line, escapeCost, smallestDefect },
      images: held.map(({ image }) => image),
      models: listed.map((model) => model.id),
      limits: thresholds.ofProduct(productId).map(({ id: _id, ...limits }) => limits),
      activations: models
        .activations(productId)
        .toReversed()
        .map(({ modelId, note, activatedBy, activatedAt }) => ({ modelId, note, activatedBy, activatedAt })),
      files,
    };
    await mkdir(dirname(path), { recursive: true }).catch((error: unknown) => {
      throw fileFailure(error, dirname(path));
    });
    await writeArchive(path, contents, sources);
    const bytes = Object.values(files).reduce((sum, file) => sum + file.bytes, 0);
    return { images: held.length, models: listed.length, bytes };
  }

  function ensureFree({ product }: Pick<ProductContents, 'product'>, as: string | null): void {
    const here =
      as === null && products.isKnown(product.id)
        ? product.name
        : products.findByName(as ?? product.name)?.name;
    if (here === undefined) return;
    throw new StationError(
      'ALREADY_EXISTS',
      `The product “${here}” is on this station already. Import it as a copy, under another name.`,
      product.id,
    );
  }

  /** Writes rows a few at a time, so that the line can write in between. The product stays archived until the end. */
  async function inSteps<Row>(rows: readonly Row[], write: (row: Row) => void): Promise<void> {
    for await (const step of withTurns(stepsOf(rows, writtenAtOnce))) {
      await whenFree(() => together(() => step.forEach(write)));
    }
  }

  async function takeModels(
    { contents }: ArchiveBeside,
    work: string,
    productId: string,
  ): Promise<Map<string, string>> {
    const ids = new Map<string, string>();
    for (const id of contents.models) {
      const taken = await modelImport.take(join(work, 'models', id), productId);
      ids.set(id, taken.id);
    }
    return ids;
  }

  return {
    /** @throws StationError NOT_FOUND, CORRUPT_MODEL, DISK_FULL, NO_PERMISSION */
    exportTo,

    /**
     * Imports an exported product. Reads and checks everything and tries the models before adding the product. Keeps
     * ids that are free.
     *
     * @param as name of a copy; null imports the product itself
     * @throws StationError ALREADY_EXISTS naming the product, CORRUPT_FILE, CORRUPT_MODEL, UNREADABLE_IMAGE, DISK_FULL
     */
    async importFrom(path: string, as: string | null, user: User): Promise<TakenProduct> {
      const archive = await openArchiveBeside(path);
      const work = join(jobsFolder, `product-${randomUUID()}`);
      try {
        const { contents } = archive;
        ensureFree(contents, as);
        await archive.unpack(work);
        for (const id of contents.models) await modelImport.tryOut(join(work, 'models', id));
        const readImage = (sha256: string, extension: string): Promise<Uint8Array> =>
          readFile(join(work, imageFile(sha256, extension)));
        const enter = await datasets.takeIn(contents.images, readImage, user);
        // Another import may have added the product meanwhile.
        ensureFree(contents, as);
        const { id: ownId, name, ...settings } = contents.product;
        const id = products.isKnown(ownId) ? randomUUID() : ownId;
        together(() => {
          products.takeIn({ id, name: as ?? name, ...settings });
          products.archive(id);
        });
        try {
          await inSteps(enter(id), (write) => write());
          const ids = await takeModels(archive, work, id);
          await inSteps(contents.limits, ({ setAt, setBy, origin, modelId, ...limits }) => {
            const own = ids.get(modelId);
            if (own === undefined) return;
            thresholds.takeIn({ productId: id, modelId: own, limits, origin, setBy }, setAt);
          });
          await inSteps(contents.activations, ({ modelId, ...activation }) => {
            const own = ids.get(modelId);
            if (own !== undefined) models.takeInActivation({ ...activation, modelId: own, productId: id });
          });
          products.restore(id);
        } catch (error) {
          throw new StationError(
            error instanceof StationError ? error.code : 'CORRUPT_FILE',
            `“${as ?? name}” was taken in in part and archived: ${messageOf(error)}`,
          );
        }
        return { product: products.get(id), images: contents.images.length, models: contents.models.length };
      } finally {
        await archive.close();
        await rm(work, { recursive: true, force: true }).catch(() => undefined);
      }
    },
  };
}

/** Lists the files of images and masks, each with its path on this station. */
function imageSources(held: readonly HeldImage[]): [string, string][] {
  return held.flatMap(({ image, path, maskPaths }): [string, string][] => [
    [imageFile(image.sha256, image.extension), path],
    ...[...maskPaths].map(([sha256, mask]): [string, string] => [imageFile(sha256, 'png'), mask]),
  ]);
}

/** @throws StationError NOT_FOUND, NO_PERMISSION naming the file */
async function hashesOf(sources: ReadonlyMap<string, string>): Promise<ProductContents['files']> {
  const files: ProductContents['files'] = {};
  for (const [file, source] of sources) {
    files[file] = await sha256OfFile(source).catch((error: unknown) => {
      throw fileFailure(error, source);
    });
  }
  return files;
}
