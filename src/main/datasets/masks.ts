import { stat } from 'node:fs/promises';
import type { MaskDrawing } from '../../shared/contract/datasets.ts';
import { drawMask } from '../../shared/domain/mask.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { sha256 } from '../files/hash.ts';
import { encodeMaskPng } from '../images/encode-image.ts';
import { isRefused, readGroundTruth, readShownMask, type RefusedMask } from '../images/ground-truth.ts';
import type { ImageStore } from './image-store.ts';
import type { DatasetImageRow, MaskRecord } from './repository.ts';

/** Longest side of a drawn mask, pixels; finer than anybody draws. */
const longestSide = 4096;

/**
 * Keeps the masks of images: single-channel pictures beside the images, addressed by content; 255 marks the defect.
 */
export function createMasks(store: ImageStore) {
  const pathOf = (hash: string): string => store.pathOf(hash, 'png');

  async function keep(mask: Uint8Array, height: number, width: number): Promise<string> {
    const png = await encodeMaskPng(mask, height, width);
    const hash = sha256(png);
    await store.keep(hash, 'png', png);
    return hash;
  }

  return {
    pathOf,

    /**
     * Draws a mask at the image's size.
     *
     * @returns null if nothing is marked
     * @throws StationError BAD_INPUT if the picture below the shapes is missing, UNREADABLE_IMAGE, DISK_FULL
     */
    async draw(image: DatasetImageRow, { ground, shapes }: MaskDrawing): Promise<MaskRecord | null> {
      const { height, width } = maskSize(image);
      if (ground !== null && (await stat(pathOf(ground)).catch(() => null)) === null) {
        throw new StationError(
          'BAD_INPUT',
          `The imported mask of “${image.name}” is no longer there. Import it again, or draw it anew.`,
          ground,
        );
      }
      const below = ground === null ? null : await readShownMask(pathOf(ground), height, width);
      const mask = drawMask(shapes, below, height, width);
      if (!mask.includes(255)) return null;
      return { sha256: await keep(mask, height, width), ground, shapes };
    },

    /**
     * Takes a picture as a mask, in any form that `readGroundTruth` reads, and keeps all of its pixels.
     *
     * @param source as `readGroundTruth`
     * @returns the mask, or the reason why it is not used
     * @throws StationError DISK_FULL
     */
    async take(
      image: DatasetImageRow,
      source: string | Uint8Array,
    ): Promise<{ record: MaskRecord; refused: null } | { record: null; refused: RefusedMask }> {
      const read = await readGroundTruth(source, image);
      if (isRefused(read)) return { record: null, refused: read };
      const { mask, height, width } = read;
      const hash = await keep(drawMask([], mask, height, width), height, width);
      return { record: { sha256: hash, ground: hash, shapes: [] }, refused: null };
    },
  };
}

function maskSize({ width, height }: DatasetImageRow): { width: number; height: number } {
  const scale = Math.min(longestSide / Math.max(width, height), 1);
  return { width: Math.max(Math.round(width * scale), 1), height: Math.max(Math.round(height * scale), 1) };
}
