import type { Random } from '../../networks/random.ts';

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

/** The patches at these places, `[n, patch, patch, 3]`. @param crop uint8 `[side, side, 3]` */
export function patchesAt(
  crop: Uint8Array,
  { side, grid, patch }: CropLayout,
  places: readonly Place[],
): Uint8Array {
  const stride = side / grid;
  const border = (patch - 1) / 2;
  const line = patch * 3;
  const patches = new Uint8Array(places.length * patch * line);
  places.forEach(({ row, column }, index) => {
    for (let y = 0; y < patch; y++) {
      const from = ((row * stride - border + y) * side + column * stride - border) * 3;
      patches.set(crop.subarray(from, from + line), (index * patch + y) * line);
    }
  });
  return patches;
}
