import type { Random } from '../../networks/random.ts';
import type { Corner } from '../cut-patches.ts';

/** A square crop with the descriptors that lie in it. */
export interface CropLayout {
  /** Side of the crop in pixels. */
  readonly side: number;
  /** Descriptors along a side; the stride between them is `side / grid` pixels. */
  readonly grid: number;
  /** Side of a patch in pixels, odd. */
  readonly patch: number;
}

/** A descriptor's place: the patch it describes is centred at pixel (row · stride, column · stride). */
export interface Place {
  readonly row: number;
  readonly column: number;
}

/** Places whose patches lie wholly inside the crop. */
export function randomPlaces({ side, grid, patch }: CropLayout, count: number, random: Random): Place[] {
  const stride = side / grid;
  const border = (patch - 1) / 2;
  const first = Math.ceil(border / stride);
  const last = Math.floor((side - 1 - border) / stride);
  const position = (): number => first + random.integer(last - first + 1);
  return Array.from({ length: count }, () => ({ row: position(), column: position() }));
}

/** Where the patch of a place begins. */
export function cornerOf({ side, grid, patch }: CropLayout, { row, column }: Place): Corner {
  const stride = side / grid;
  const border = (patch - 1) / 2;
  return { image: 0, top: row * stride - border, left: column * stride - border };
}
