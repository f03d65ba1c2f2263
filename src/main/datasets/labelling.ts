import type { DatasetImage, ImageLabelChange, MaskDrawing } from '../../shared/contract/datasets.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { maskFailure, readMaskOfGood, type RefusedMask } from '../images/ground-truth.ts';
import { imageRow, readBytes } from './image-row.ts';
import type { ImageStore } from './image-store.ts';
import type { ImportedFile } from './import-listing.ts';
import { createMasks } from './masks.ts';
import type { DatasetImageRow, DatasetRepository, MaskRecord } from './repository.ts';
import { readUpload } from './upload.ts';

export interface LabellingParts {
  readonly images: DatasetRepository;
  readonly store: ImageStore;
  /** Tells that a product's images changed. */
  readonly tell: (productId: string) => void;
}

/** What became of the mask of an imported image. */
export interface ImportedMask {
  /** Why it is not used, or contradicts the label. */
  readonly refused: RefusedMask | null;
  /** What became of another mask that the image had before; null where it had none. */
  readonly earlier: 'replaced' | 'kept' | null;
}

/** What people say of images: their labels, and where on them the defect is. */
export function createLabelling({ images, store, tell }: LabellingParts) {
  const masks = createMasks(store);
  const row = (imageId: number): DatasetImageRow => imageRow(images, imageId);

  function putMask(imageId: number, record: MaskRecord | null): DatasetImage {
    images.setMask(imageId, record);
    const changed = row(imageId);
    tell(changed.productId);
    return changed;
  }

  return {
    maskPathOf: masks.pathOf,

    /**
     * Reads the mask of an imported image, without telling. It replaces one that was imported before, unless somebody has drawn on
     * that. The mask of a good image is looked at alone.
     *
     * @throws StationError DISK_FULL
     */
    async importMask(imageId: number, { maskPath, label }: ImportedFile): Promise<ImportedMask> {
      const image = row(imageId);
      if (maskPath === null) return { refused: null, earlier: null };
      if (label.label === 'good') return { refused: await readMaskOfGood(maskPath, image), earlier: null };
      const earlier = images.mask(imageId);
      const { record, refused } = await masks.take(image, maskPath);
      if (earlier === null) {
        if (record !== null) images.setMask(imageId, record);
        return { refused, earlier: null };
      }
      if (record !== null && [earlier.sha256, earlier.ground].includes(record.sha256)) {
        return { refused: null, earlier: null };
      }
      if (record === null || earlier.shapes.length > 0) return { refused: null, earlier: 'kept' };
      images.setMask(imageId, record);
      return { refused: null, earlier: 'replaced' };
    },

    /**
     * Gives images their labels, all or none.
     *
     * @returns what they were before
     * @throws StationError NOT_FOUND
     */
    setLabels(labels: readonly ImageLabelChange[]): ImageLabelChange[] {
      const before = labels.map(({ imageId }) => row(imageId));
      images.atOnce(() => {
        for (const { imageId, ...label } of labels) images.setLabel(imageId, label);
      });
      for (const productId of new Set(before.map((image) => image.productId))) tell(productId);
      return before.map(({ id: imageId, purpose, label, kind }) => ({ imageId, purpose, label, kind }));
    },

    /** How an image's mask was drawn; null without one. @throws StationError NOT_FOUND */
    mask(imageId: number): MaskDrawing | null {
      const record = images.mask(row(imageId).id);
      return record && { ground: record.ground, shapes: record.shapes };
    },

    /** Draws an image's mask anew. @throws StationError NOT_FOUND, and as `masks.draw` */
    async setMask(imageId: number, drawing: MaskDrawing | null): Promise<DatasetImage> {
      return putMask(imageId, drawing === null ? null : await masks.draw(row(imageId), drawing));
    },

    /** Takes a picture as mask. @throws StationError NOT_FOUND, BAD_INPUT above 60 MB, UNREADABLE_IMAGE, DISK_FULL */
    async uploadMask(imageId: number, file: File): Promise<DatasetImage> {
      const { record, refused } = await masks.take(row(imageId), await readUpload(file));
      if (refused !== null) throw maskFailure(refused, file.name);
      return putMask(imageId, record);
    },

    /**
     * The mask, or the imported picture below what was drawn.
     *
     * @returns PNG of one channel, 255 where the defect is
     * @throws StationError NOT_FOUND when there is none, NO_PERMISSION
     */
    async maskPicture(
      imageId: number,
      which: 'whole' | 'ground',
    ): Promise<{ bytes: Uint8Array; sha256: string }> {
      const record = images.mask(row(imageId).id);
      const hash = which === 'whole' ? record?.sha256 : record?.ground;
      if (hash === undefined || hash === null) {
        throw new StationError(
          'NOT_FOUND',
          'The image has no such mask. Reload the list.',
          `Image ${imageId}`,
        );
      }
      return { bytes: await readBytes(masks.pathOf(hash)), sha256: hash };
    },
  };
}
