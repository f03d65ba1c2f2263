import { seededRandom } from '../networks/random.ts';

/** Upper left corner of a patch, in pixels of a crop. */
export interface Corner {
  /** Index of the crop. */
  readonly image: number;
  readonly top: number;
  readonly left: number;
}

/**
 * Cuts the patches at these corners, `[n, patch, patch, 3]`.
 *
 * @param crops uint8 `[B, side, side, 3]`
 * @param options sides in pixels; every patch lies wholly inside its crop
 */
export function patchesAt(
  crops: Uint8Array,
  { side, patch }: { readonly side: number; readonly patch: number },
  corners: readonly Corner[],
): Uint8Array {
  const line = patch * 3;
  const patches = new Uint8Array(corners.length * patch * line);
  corners.forEach(({ image, top, left }, index) => {
    for (let y = 0; y < patch; y++) {
      const from = ((image * side + top + y) * side + left) * 3;
      patches.set(crops.subarray(from, from + line), (index * patch + y) * line);
    }
  });
  return patches;
}

/**
 * Cuts patches `[count, patch, patch, 3]` at random places of random crops.
 *
 * @param crops uint8 `[B, side, side, 3]`
 * @param options sides in pixels, `patch` at most `side`
 */
export function cutPatches(
  crops: Uint8Array,
  options: {
    readonly side: number;
    readonly patch: number;
    readonly count: number;
    readonly seeds: readonly number[];
  },
): Uint8Array {
  const { side, patch, count } = options;
  const random = seededRandom(...options.seeds);
  const images = crops.length / (side * side * 3);
  const free = side - patch + 1;
  const corners = Array.from({ length: count }, () => ({
    image: random.integer(images),
    top: random.integer(free),
    left: random.integer(free),
  }));
  return patchesAt(crops, { side, patch }, corners);
}
