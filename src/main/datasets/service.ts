import { basename } from 'node:path';
import { trainingLabel } from '../../shared/contract/datasets.ts';
import type { DatasetCounts, DatasetImage, ImageLabel, ImportEvent } from '../../shared/contract/datasets.ts';
import type { User } from '../../shared/domain/role.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { sha256 } from '../files/hash.ts';
import { decodeImage, decodeShown, largestSample } from '../images/decode-image.ts';
import { encodePng } from '../images/encode-image.ts';
import { furtherPages } from '../images/further-pages.ts';
import { formatOf } from '../images/image-format.ts';
import { isTurnUnsure } from '../images/mask-turn.ts';
import type { TestImage } from '../images/test-folder.ts';
import type { TrainingImage } from '../learning/training-image.ts';
import type { ProductService } from '../products/service.ts';
import type { StationChanges } from '../station/changes.ts';
import type { Thumbnails } from '../images/thumbnails.ts';
import { extensionOf, mediaTypeOf } from './image-store.ts';
import type { ImageStore } from './image-store.ts';
import { importFolder, type ImportOptions } from './import-folder.ts';
import type { ImportedFile } from './import-listing.ts';
import { createDatasetExchange } from './exchange.ts';
import { createLabelling } from './labelling.ts';
import { imageRow, readBytes } from './image-row.ts';
import type { DatasetImageRow, DatasetRepository, ImageQuery } from './repository.ts';
import { testFileNames, testKind } from './test-file-names.ts';
import { readUpload } from './upload.ts';
import { labelledDefects } from './labelled-defects.ts';

export interface DatasetServiceParts {
  readonly images: DatasetRepository;
  readonly store: ImageStore;
  readonly thumbnails: Thumbnails;
  readonly products: ProductService;
  readonly changes: StationChanges;
}

/** An image to be added to a dataset. */
export interface IncomingImage {
  readonly bytes: Uint8Array;
  /** The file's original name. */
  readonly name: string;
  readonly origin: DatasetImage['origin'];
  /** The label; a good training image when left out. */
  readonly label?: ImageLabel;
  /** The entry of the log from which the image comes. */
  readonly entryId?: number;
}

/** A training image with its id in the dataset. */
export interface NumberedTrainingImage extends TrainingImage {
  readonly id: number;
}

export type DatasetService = ReturnType<typeof createDatasetService>;

/** The images of each product: good training images and labelled test images. The station keeps its own copies, each content once. */
export function createDatasetService({ images, store, thumbnails, products, changes }: DatasetServiceParts) {
  const row = (imageId: number): DatasetImageRow => imageRow(images, imageId);
  const tell = (productId: string): void => changes.publish({ kind: 'dataset', productId });
  const { importMask, maskPathOf, ...labelling } = createLabelling({ images, store, tell });

  /** Adds an image without announcing it. If its content was removed before, that image comes back with the new label. */
  async function keep(
    productId: string,
    incoming: IncomingImage,
    user: User,
  ): Promise<{ id: number; duplicate: boolean }> {
    const { bytes, origin, label = trainingLabel } = incoming;
    const hash = sha256(bytes);
    const known = images.findByContent(productId, hash);
    if (known !== null) {
      if (known.removedAt === null) return { id: known.id, duplicate: true };
      images.atOnce(() => {
        images.setRemoved(known.id, null);
        images.setLabel(known.id, label);
      });
      return { id: known.id, duplicate: false };
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
      entryId: incoming.entryId ?? null,
      ...label,
    });
    // Null means that another import has just added the same content.
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
    if (!duplicate) tell(productId);
    return { image: row(id), duplicate };
  }

  const readOriginal = (image: DatasetImageRow): Promise<Uint8Array> =>
    readBytes(store.pathOf(image.sha256, image.extension));

  return {
    ...labelling,
    ...createDatasetExchange(images, store, tell),

    /** Lists a page of images, in the order of their addition. @throws StationError NOT_FOUND */
    list(
      productId: string,
      offset: number,
      limit: number,
      which: Partial<Omit<ImageQuery, 'productId'>> = {},
    ): { total: number; images: DatasetImage[] } {
      products.get(productId);
      const query: ImageQuery = { purpose: 'training', only: null, imageIds: null, ...which, productId };
      return { total: images.count(query), images: images.page(query, offset, limit) };
    },

    /** Returns size and format of the median training image by number of pixels; null if there is none. */
    usualPicture: (productId: string) => images.usualPicture(productId),

    /** @throws StationError NOT_FOUND */
    counts(productId: string): DatasetCounts {
      products.get(productId);
      return images.counts(productId);
    },

    /** @throws StationError NOT_FOUND, and as `importFolder` */
    async importFolder(
      productId: string,
      folder: string,
      user: User,
      options: ImportOptions & { origin?: 'folder' | 'sample' } = {},
    ): Promise<AsyncGenerator<ImportEvent, void, void>> {
      products.get(productId);
      const origin = options.origin ?? 'folder';
      const addFile = async (bytes: Uint8Array, file: ImportedFile) => {
        const { name, label } = file;
        const { id, duplicate } = await keep(productId, { bytes, name, origin, label }, user);
        // The answer about which kinds are good also applies to images that the product already has.
        const before = row(id);
        const elsewhere = duplicate && before.purpose !== label.purpose;
        const otherLabel =
          duplicate && !elsewhere && !options.goodKinds && testKind(before) !== testKind(label)
            ? testKind(before)
            : null;
        if (duplicate && !elsewhere && options.goodKinds) images.setLabel(id, label);
        // If the image keeps another label, its existing mask belongs to that label and stays.
        const isOther = otherLabel !== null && before.maskSha256 !== null;
        const mask = isOther ? { refused: null, earlier: null } : await importMask(id, file);
        const maskPath = label.label === 'defect' ? file.maskPath : null;
        if (!duplicate || mask.earlier === 'replaced') tell(productId);
        const { width, height } = row(id);
        const largest = duplicate ? null : await largestSample(bytes, name);
        return {
          duplicate,
          elsewhere,
          otherLabel,
          refusedMask: mask.refused,
          earlierMask: mask.earlier,
          turnUnsure: maskPath !== null && (await isTurnUnsure(maskPath, bytes)),
          size: { width, height },
          largestSample: largest,
          furtherPages: furtherPages(bytes),
        };
      };
      return importFolder(folder, addFile, options);
    },

    add,

    /** @throws StationError NOT_FOUND */
    ensureProduct: (productId: string): void => void products.get(productId),

    /** Adds a picture from the window. @throws StationError as `add`; BAD_INPUT above 60 MB */
    async upload(
      productId: string,
      file: File,
      origin: 'upload' | 'camera',
      user: User,
      label: ImageLabel = trainingLabel,
    ): Promise<{ image: DatasetImage; duplicate: boolean }> {
      const bytes = await readUpload(file);
      return add(productId, { bytes, name: file.name, origin, label }, user);
    },

    /** Removes an image from the dataset; its copy stays. @throws StationError NOT_FOUND */
    remove(imageId: number): void {
      const { productId, removedAt } = row(imageId);
      if (removedAt === null) images.setRemoved(imageId, Date.now());
      tell(productId);
    },

    /** Undoes `remove`. @throws StationError NOT_FOUND */
    restore(imageId: number): DatasetImage {
      images.setRemoved(row(imageId).id, null);
      const restored = row(imageId);
      tell(restored.productId);
      return restored;
    },

    /** Returns a product's training images in the order of their addition. @throws StationError NOT_FOUND */
    imagesForTraining(productId: string): NumberedTrainingImage[] {
      products.get(productId);
      return images
        .all(productId, 'training')
        .map(({ id, name, sha256: hash, extension, width, height }) => ({
          id,
          name,
          path: store.pathOf(hash, extension),
          sha256: hash,
          width,
          height,
        }));
    },

    /** Returns a product's test images in the order of their addition. @throws StationError NOT_FOUND */
    testImages(productId: string): TestImage[] {
      products.get(productId);
      const rows = images.all(productId, 'test');
      const files = testFileNames(rows);
      return rows.map(({ id, label, kind, sha256: hash, extension, maskSha256 }, index) => ({
        imageId: id,
        file: files[index] ?? '',
        path: store.pathOf(hash, extension),
        kind: testKind({ label, kind }),
        defective: label === 'defect',
        maskPath: label === 'good' || maskSha256 === null ? null : maskPathOf(maskSha256),
      }));
    },

    /** Measures the sizes of the defects with masks. @throws StationError NOT_FOUND, CANCELLED */
    labelledDefects(productId: string, signal?: AbortSignal) {
      products.get(productId);
      const masked = images
        .all(productId, 'test')
        .flatMap(({ label, maskSha256, height, width }) =>
          label === 'good' || maskSha256 === null ? [] : [{ path: maskPathOf(maskSha256), height, width }],
        );
      return labelledDefects(masked, signal);
    },

    /** Returns the present paths of an image and its mask, even of a removed image. @throws StationError NOT_FOUND */
    filesOf(imageId: number): { path: string; maskPath: string | null } {
      const { sha256: hash, extension, maskSha256 } = row(imageId);
      return {
        path: store.pathOf(hash, extension),
        maskPath: maskSha256 === null ? null : maskPathOf(maskSha256),
      };
    },

    /**
     * Reads the image as it was imported; a TIFF becomes a PNG, because browsers do not show TIFF.
     *
     * @throws StationError NOT_FOUND, NO_PERMISSION, UNREADABLE_IMAGE
     */
    async original(imageId: number): Promise<{ bytes: Uint8Array; type: string; sha256: string }> {
      const image = row(imageId);
      const bytes = await readOriginal(image);
      const type = mediaTypeOf(image.extension);
      if (type !== 'image/tiff') return { bytes, type, sha256: image.sha256 };
      const shown = await encodePng(await decodeShown(bytes, image.name));
      return { bytes: shown, type: 'image/png', sha256: image.sha256 };
    },

    /** Makes a thumbnail: JPEG, longest side 256 pixels. @throws StationError NOT_FOUND, UNREADABLE_IMAGE, NO_PERMISSION */
    async thumbnail(imageId: number): Promise<{ bytes: Uint8Array; sha256: string }> {
      const image = row(imageId);
      const bytes = await thumbnails.get(image.sha256, image.name, () => readOriginal(image));
      return { bytes, sha256: image.sha256 };
    },
  };
}
