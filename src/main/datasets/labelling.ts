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
  /** Announces that a product's images changed. */
  readonly tell: (productId: string) => void;
}

/** The outcome of importing an image's mask. */
export interface ImportedMask {
  /** The reason why the mask is not used or contradicts the label; null if it is used. */
  readonly refused: RefusedMask | null;
  /** The outcome for an earlier mask of the image; null if it had none. */
  readonly earlier: 'replaced' | 'kept' | null;
}

/** Labels and masks that people give to images. */
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
     * Reads an imported image's mask, without announcing the change. It replaces an earlier imported mask unless somebody has drawn on that.
     * A good image's mask is only checked.
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
     * Sets labels of images, all or none.
     *
     * @returns the labels of before
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

    /** Returns the drawing of an image's mask; null without a mask. @throws StationError NOT_FOUND */
    mask(imageId: number): MaskDrawing | null {
      const record = images.mask(row(imageId).id);
      return record && { ground: record.ground, shapes: record.shapes };
    },

    /** Replaces an image's mask by a drawing. @throws StationError NOT_FOUND, and as `masks.draw` */
    async setMask(imageId: number, drawing: MaskDrawing | null): Promise<DatasetImage> {
      return putMask(imageId, drawing === null ? null : await masks.draw(row(imageId), drawing));
    },

    /** Takes a picture as an image's mask. @throws StationError NOT_FOUND, BAD_INPUT above 60 MB, UNREADABLE_IMAGE, DISK_FULL */
    async uploadMask(imageId: number, file: File): Promise<DatasetImage> {
      const { record, refused } = await masks.take(row(imageId), await readUpload(file));
      if (refused !== null) throw maskFailure(refused, file.name);
      return putMask(imageId, record);
    },

    /**
     * Reads the mask, or the imported picture below the drawing.
     *
     * @returns PNG of one channel, 255 where the defect is
     * @throws StationError NOT_FOUND if there is none, NO_PERMISSION
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
