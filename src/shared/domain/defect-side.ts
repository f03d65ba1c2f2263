import { connectedComponents } from './connected-components.ts';
import type { MaskShape } from './mask.ts';
import type { PictureSize } from './predicted-times.ts';

/** The least and the most that the smallest defect may be: a pixel of a picture of 25 megapixels, and the whole picture. */
export const smallestDefectBounds = { least: 0.0002, most: 1 } as const;

/** Which share of a product's labelled defects may be smaller than the smallest one that matters. */
export const smallerShare = 0.1;

/**
 * How large the largest connected region of a mask is: the part of a defect that is seen best.
 *
 * @param mask `[height, width]` row-major, foreground where not 0
 * @returns side of a square of the same area, as a share of the side of a square as large as the picture, 0..1; null where nothing is
 *   marked
 */
export function defectSide(mask: Uint8Array, height: number, width: number): number | null {
  const { labels, count } = connectedComponents(mask, height, width);
  const sizes = new Uint32Array(count + 1);
  for (const label of labels) sizes[label] = (sizes[label] ?? 0) + 1;
  const largest = sizes.subarray(1).reduce((most, size) => Math.max(most, size), 0);
  return largest === 0 ? null : Math.sqrt(largest / mask.length);
}

/**
 * The smallest defect that matters by labelled ones: a tenth of them is smaller. The smallest of all is often a slip of the pen.
 *
 * @param sides of defects, as `defectSide` gives them
 * @returns null where there are none
 */
export function smallestOf(sides: readonly number[]): number | null {
  return sides.toSorted((a, b) => a - b)[Math.floor(sides.length * smallerShare)] ?? null;
}

/** The same of a drawn box or of the ellipse inside it; null for other shapes. */
export function shapeSide(shape: MaskShape): number | null {
  if (shape.kind !== 'rectangle' && shape.kind !== 'ellipse') return null;
  const area = shape.box.width * shape.box.height * (shape.kind === 'ellipse' ? Math.PI / 4 : 1);
  return Math.sqrt(area);
}

/** A side in pixels of a picture. @param side share of the side of a square as large as the picture */
export function sideInPixels(side: number, { width, height }: PictureSize): number {
  return side * Math.sqrt(width * height);
}
