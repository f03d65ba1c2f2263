import { seededRandom } from '../networks/random.ts';

/**
 * Patches `[count, patch, patch, 3]` at random places of random crops.
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
  const row = patch * 3;
  const patches = new Uint8Array(count * patch * row);
  for (let index = 0; index < count; index++) {
    const image = random.integer(images);
    const top = random.integer(side - patch + 1);
    const left = random.integer(side - patch + 1);
    for (let y = 0; y < patch; y++) {
      const from = ((image * side + top + y) * side + left) * 3;
      patches.set(crops.subarray(from, from + row), (index * patch + y) * row);
    }
  }
  return patches;
}
