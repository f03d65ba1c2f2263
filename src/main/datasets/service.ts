import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { maximumUploadBytes } from '../../shared/contract/datasets.ts';
import type { DatasetImage, ImportEvent } from '../../shared/contract/datasets.ts';
import type { User } from '../../shared/domain/role.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { fileFailure } from '../file-failure.ts';
import { sha256 } from '../hash.ts';
import { decodeImage } from '../images/decode-image.ts';
import { encodePng } from '../images/encode-image.ts';
import { formatOf } from '../images/image-format.ts';
import type { ProductService } from '../products/service.ts';
import type { StationChanges } from '../station-changes.ts';
import type { Thumbnails } from '../thumbnails.ts';
import { extensionOf, mediaTypeOf } from './image-store.ts';
import type { ImageStore } from './image-store.ts';
import { importFolder } from './import-folder.ts';
import type { DatasetImageRow, DatasetRepository } from './repository.ts';

export interface DatasetServiceParts {
  readonly images: DatasetRepository;
  readonly store: ImageStore;
  readonly thumbnails: Thumbnails;
  readonly products: ProductService;
  readonly changes: StationChanges;
}

/** An image on its way into a dataset. */
export interface IncomingImage {
  readonly bytes: Uint8Array;
  /** The file's name where it comes from. */
  readonly name: string;
  readonly origin: DatasetImage['origin'];
  /** The entry of the defect log it comes from. */
  readonly defectId?: number;
}

/** An image as a training reads it. */
export interface TrainingImage {
  readonly id: number;
  readonly name: string;
  /** The station's own copy. */
  readonly path: string;
  readonly sha256: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

export type DatasetService = ReturnType<typeof createDatasetService>;

/** The good images of each product: the station's own copies, each content once. */
export function createDatasetService({ images, store, thumbnails, products, changes }: DatasetServiceParts) {
  /** @throws StationError NOT_FOUND */
  function row(imageId: number): DatasetImageRow {
    const found = images.find(imageId);
    if (found === null) {
      throw new StationError('NOT_FOUND', 'The image does not exist. Reload the list.', `Image ${imageId}`);
    }
    return found;
  }

  /** Adds without telling; a removed image comes back when its content is added again. */
  async function keep(
    productId: string,
    incoming: IncomingImage,
    user: User,
  ): Promise<{ id: number; duplicate: boolean }> {
    const { bytes, origin } = incoming;
    const hash = sha256(bytes);
    const known = images.findByContent(productId, hash);
    if (known !== null) {
      if (known.removedAt !== null) images.setRemoved(known.id, null);
      return { id: known.id, duplicate: known.removedAt === null };
    }
    const name = basename(incoming.name);
    const { width, height } = await decodeImage(bytes, name);
    const format = formatOf(bytes);
    if (format === null) throw new StationError('UNREADABLE_IMAGE', `“${name}” is not a picture.`);
    const extension = extensionOf(format);
    await store.keep(hash, extension, bytes);
    const id = images.insert({
      productId,
      name,
      extension,
      width,
      height,
      bytes: bytes.length,
      sha256: hash,
      addedAt: Date.now(),
      addedBy: user.name,
      origin,
      defectId: incoming.defectId ?? null,
    });
    // Null: another import added the same content meanwhile.
    return id === null ? keep(productId, incoming, user) : { id, duplicate: false };
  }

  /** @throws StationError NOT_FOUND, UNREADABLE_IMAGE, DISK_FULL */
  async function add(
    productId: string,
    image: IncomingImage,
    user: User,
  ): Promise<{ image: DatasetImage; duplicate: boolean }> {
    products.get(productId);
    const { id, duplicate } = await keep(productId, image, user);
    if (!duplicate) changes.publish({ kind: 'dataset', productId });
    return { image: row(id), duplicate };
  }

  const readOriginal = (image: DatasetImageRow): Promise<Uint8Array> =>
    readFile(store.pathOf(image.sha256, image.extension)).catch((error: unknown) => {
      throw fileFailure(error, store.pathOf(image.sha256, image.extension));
    });

  return {
    /** A page in the order they were added. @throws StationError NOT_FOUND */
    list(productId: string, offset: number, limit: number): { total: number; images: DatasetImage[] } {
      products.get(productId);
      return { total: images.count(productId), images: images.page(productId, offset, limit) };
    },

    /** @throws StationError NOT_FOUND, and as `importFolder` */
    async importFolder(
      productId: string,
      folder: string,
      user: User,
      options: { origin?: 'folder' | 'sample'; signal?: AbortSignal } = {},
    ): Promise<AsyncGenerator<ImportEvent, void, void>> {
      products.get(productId);
      const origin = options.origin ?? 'folder';
      const add = async (bytes: Uint8Array, name: string): Promise<{ duplicate: boolean }> => {
        const { duplicate } = await keep(productId, { bytes, name, origin }, user);
        if (!duplicate) changes.publish({ kind: 'dataset', productId });
        return { duplicate };
      };
      return importFolder(folder, add, options.signal);
    },

    add,

    /** One picture from the window. @throws StationError as `add`; BAD_INPUT above 60 MB */
    async upload(
      productId: string,
      file: File,
      origin: 'upload' | 'camera',
      user: User,
    ): Promise<{ image: DatasetImage; duplicate: boolean }> {
      if (file.size > maximumUploadBytes) {
        throw new StationError(
          'BAD_INPUT',
          `“${file.name}” has ${Math.round(file.size / 1e6)} MB; a window may send ${maximumUploadBytes / 1e6} MB. Save it compressed, or import its folder.`,
        );
      }
      return add(productId, { bytes: await file.bytes(), name: file.name, origin }, user);
    },

    /** Takes an image out of the dataset; its copy stays. @throws StationError NOT_FOUND */
    remove(imageId: number): void {
      const { productId, removedAt } = row(imageId);
      if (removedAt === null) images.setRemoved(imageId, Date.now());
      changes.publish({ kind: 'dataset', productId });
    },

    /** The undo of `remove`. @throws StationError NOT_FOUND */
    restore(imageId: number): DatasetImage {
      images.setRemoved(row(imageId).id, null);
      const restored = row(imageId);
      changes.publish({ kind: 'dataset', productId: restored.productId });
      return restored;
    },

    /** All images of a product in the order they were added. @throws StationError NOT_FOUND */
    imagesForTraining(productId: string): TrainingImage[] {
      products.get(productId);
      return images.all(productId).map(({ id, name, sha256: hash, extension, width, height }) => ({
        id,
        name,
        path: store.pathOf(hash, extension),
        sha256: hash,
        width,
        height,
      }));
    },

    /**
     * The image as it was imported; a TIFF, which browsers do not show, as PNG.
     *
     * @throws StationError NOT_FOUND, NO_PERMISSION, UNREADABLE_IMAGE
     */
    async original(imageId: number): Promise<{ bytes: Uint8Array; type: string; sha256: string }> {
      const image = row(imageId);
      const bytes = await readOriginal(image);
      const type = mediaTypeOf(image.extension);
      if (type !== 'image/tiff') return { bytes, type, sha256: image.sha256 };
      const shown = await encodePng(await decodeImage(bytes, image.name));
      return { bytes: shown, type: 'image/png', sha256: image.sha256 };
    },

    /** JPEG, longest side 256 pixels. @throws StationError NOT_FOUND, UNREADABLE_IMAGE, NO_PERMISSION */
    async thumbnail(imageId: number): Promise<{ bytes: Uint8Array; sha256: string }> {
      const image = row(imageId);
      const bytes = await thumbnails.get(image.sha256, image.name, () => readOriginal(image));
      return { bytes, sha256: image.sha256 };
    },
  };
}
