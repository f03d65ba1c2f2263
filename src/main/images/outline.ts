import type { Frame } from '../../shared/domain/frame.ts';

/** What people outlined: no colour of the heatmap's ramp. */
const truthLine = [0, 229, 255] as const;
/** What a model outlines. */
export const heatLine = [255, 255, 255] as const;
const dark = [0, 0, 0] as const;

/**
 * The frame with the outline of a mask: a bright line of two pixels along its edge between two dark ones, so that it
 * shows on any picture and any heat.
 *
 * @param mask `[height, width]` of the frame, inside where not 0
 * @throws RangeError when the mask has another size
 */
export function withOutline(
  { width, height, data }: Frame,
  mask: Uint8Array,
  bright: readonly [number, number, number] = truthLine,
): Frame {
  if (mask.length !== width * height) {
    throw new RangeError(`A mask of ${width} × ${height} has ${mask.length} values`);
  }
  const drawn = data.slice();
  /** Whether the edge lies within so many pixels of this one. */
  const edgeWithin = (distance: number, row: number, column: number): boolean => {
    const inside = mask[row * width + column] !== 0;
    const differs = (otherRow: number, otherColumn: number): boolean =>
      otherRow >= 0 &&
      otherRow < height &&
      otherColumn >= 0 &&
      otherColumn < width &&
      (mask[otherRow * width + otherColumn] !== 0) !== inside;
    return (
      differs(row, column - distance) ||
      differs(row, column + distance) ||
      differs(row - distance, column) ||
      differs(row + distance, column)
    );
  };
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const at = (row * width + column) * 3;
      if (edgeWithin(1, row, column)) drawn.set(bright, at);
      else if (edgeWithin(2, row, column)) drawn.set(dark, at);
    }
  }
  return { width, height, data: drawn };
}
