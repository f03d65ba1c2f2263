import { z } from 'zod';
import { maskDrawingSchema } from '../../../../shared/contract/datasets.ts';
import type { DatasetImage, MaskDrawing } from '../../../../shared/contract/datasets.ts';

/** An unsaved drawing and the hash of the mask below it. */
const draftSchema = z.object({ base: z.string().nullable(), drawing: maskDrawingSchema });

/** The key uses the image's content, so that images of two stations at one address do not mix. */
const keyOf = (image: DatasetImage): string => `loupe.mask.${image.productId}.${image.sha256}`;

/** Reads the unsaved drawing of an image in this browser; null without one, or if the mask has changed since. */
export function readDraft(image: DatasetImage): MaskDrawing | null {
  try {
    const found = localStorage.getItem(keyOf(image));
    if (found === null) return null;
    const draft = draftSchema.parse(JSON.parse(found));
    return draft.base === image.maskSha256 ? draft.drawing : null;
  } catch {
    return null;
  }
}

/** Stores an unsaved drawing; null deletes it. */
export function keepDraft(image: DatasetImage, drawing: MaskDrawing | null): void {
  try {
    if (drawing === null) localStorage.removeItem(keyOf(image));
    else localStorage.setItem(keyOf(image), JSON.stringify({ base: image.maskSha256, drawing }));
  } catch {
    // If the storage is full or forbidden, a reload loses the draft; the current work goes on.
  }
}
