import { connectedComponents } from './connected-components.ts';
import type { MaskShape } from './mask.ts';
import type { PictureSize } from './predicted-times.ts';

/** Bounds of the smallest defect: one pixel of a picture of 25 megapixels, and the whole picture. */
export const smallestDefectBounds = { least: 0.0002, most: 1 } as const;

/** Share of a product's labelled defects that may be smaller than the smallest one that matters. */
const smallerShare = 0.1;

/**
 * Measures the largest connected region of a mask, the most visible part of a defect.
 *
 * @param mask `[height, width]` row-major, foreground where not 0
 * @returns the square root of the region's share of the picture's area, 0..1; null if nothing is marked
 */
export function defectSide(mask: Uint8Array, height: number, width: number): number | null {
  const { labels, count } = connectedComponents(mask, height, width);
  const sizes = new Uint32Array(count + 1);
  for (const label of labels) sizes[label] = (sizes[label] ?? 0) + 1;
  const largest = sizes.subarray(1).reduce((most, size) => Math.max(most, size), 0);
  return largest === 0 ? null : Math.sqrt(largest / mask.length);
}

/**
 * Derives the smallest defect that matters from labelled ones: a tenth of them is smaller. The very smallest
 * is often a drawing mistake.
 *
 * @param sides from `defectSide`
 * @returns null without sides
 */
export function smallestOf(sides: readonly number[]): number | null {
  return sides.toSorted((a, b) => a - b)[Math.floor(sides.length * smallerShare)] ?? null;
}

/** Measures a drawn box or the ellipse inside it like `defectSide`; null for other shapes. */
export function shapeSide(shape: MaskShape): number | null {
  if (shape.kind !== 'rectangle' && shape.kind !== 'ellipse') return null;
  const area = shape.box.width * shape.box.height * (shape.kind === 'ellipse' ? Math.PI / 4 : 1);
  return Math.sqrt(area);
}

/** Converts a side to pixels. @param side square root of a share of the picture's area */
export function sideInPixels(side: number, { width, height }: PictureSize): number {
  return side * Math.sqrt(width * height);
}
