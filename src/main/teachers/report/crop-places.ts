import type { Random } from '../../networks/random.ts';
import type { Corner } from '../cut-patches.ts';

/** Layout of the descriptors in a square crop. */
export interface CropLayout {
  /** Side of the crop, pixels. */
  readonly side: number;
  /** Number of descriptors along a side; the stride between them is `side / grid` pixels. */
  readonly grid: number;
  /** Side of a patch, pixels; odd. */
  readonly patch: number;
}

/** Place of a descriptor, whose patch is centred at pixel (row · stride, column · stride). */
export interface Place {
  readonly row: number;
  readonly column: number;
}

/** Draws places whose patches lie wholly inside the crop. */
export function randomPlaces({ side, grid, patch }: CropLayout, count: number, random: Random): Place[] {
  const stride = side / grid;
  const border = (patch - 1) / 2;
  const first = Math.ceil(border / stride);
  const last = Math.floor((side - 1 - border) / stride);
  const position = (): number => first + random.integer(last - first + 1);
  return Array.from({ length: count }, () => ({ row: position(), column: position() }));
}

/** Returns the corner of a place's patch. */
export function cornerOf({ side, grid, patch }: CropLayout, { row, column }: Place): Corner {
  const stride = side / grid;
  const border = (patch - 1) / 2;
  return { image: 0, top: row * stride - border, left: column * stride - border };
}
