import { z } from 'zod';
import { maskDrawingSchema } from '../../../../shared/contract/datasets.ts';
import type { DatasetImage, MaskDrawing } from '../../../../shared/contract/datasets.ts';

/** An unsaved drawing, and which mask it was drawn over. */
const draftSchema = z.object({ base: z.string().nullable(), drawing: maskDrawingSchema });

/** By content, so that images of two stations under one address are not mixed up. */
const keyOf = (image: DatasetImage): string => `loupe.mask.${image.productId}.${image.sha256}`;

/** The unsaved drawing of an image in this browser; null without one, or when the mask is another one by now. */
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

/** Keeps an unsaved drawing; null forgets it. */
export function keepDraft(image: DatasetImage, drawing: MaskDrawing | null): void {
  try {
    if (drawing === null) localStorage.removeItem(keyOf(image));
    else localStorage.setItem(keyOf(image), JSON.stringify({ base: image.maskSha256, drawing }));
  } catch {
    // A full or forbidden storage costs what a reload would have kept, not the work at hand.
  }
}
