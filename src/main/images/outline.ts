import type { Frame } from '../../shared/domain/frame.ts';

/** Colour of people's outlines; not in the heatmap's ramp. */
const truthLine = [0, 229, 255] as const;
/** Colour of a model's outlines. */
export const heatLine = [255, 255, 255] as const;
const dark = [0, 0, 0] as const;

/**
 * Draws the outline of a mask on a frame: a bright line of two pixels along the edge between two dark ones,
 * visible on any picture and heatmap.
 *
 * @param mask `[height, width]` of the frame, inside where not 0
 * @throws RangeError if the mask has another size
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
  /** Returns whether the edge lies within this many pixels. */
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
