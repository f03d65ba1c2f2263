import { pixelOffset, pixelScale } from '../networks/onnx/preprocess.ts';
import { seededRandom, type Random } from '../networks/random.ts';

/** Patches for metric learning, each `[n, p, p, 3]`, normalised like every network input. */
export interface TripletPatches {
  readonly anchor: Float32Array;
  readonly positive: Float32Array;
  readonly negative: Float32Array;
}

/** Largest shift of the positive patch, pixels. */
const shift = 4;
/** Largest relative change of the positive patch's brightness. */
const brightness = 0.1;
/** Standard deviation of the noise added to the positive patch, grey values. */
const noise = 4;

/**
 * Makes triplets from a batch of crops (paper, 3.1): p anywhere, p⁺ at the same place with a small translation, a change of
 * brightness and Gaussian noise, p⁻ from another crop.
 *
 * @param crops uint8 `[B, side, side, 3]`, B at least 2
 * @param options `count` triplets of patches of side `patch`, both in pixels
 */
export function tripletPatches(
  crops: Uint8Array,
  options: {
    readonly side: number;
    readonly patch: number;
    readonly count: number;
    readonly seeds: readonly number[];
  },
): TripletPatches {
  const { side, patch, count } = options;
  const batch = crops.length / (side * side * 3);
  if (batch < 2) throw new RangeError('Metric learning needs crops of at least two images');
  const random = seededRandom(...options.seeds);
  const length = patch * patch * 3;
  const triplets = {
    anchor: new Float32Array(count * length),
    positive: new Float32Array(count * length),
    negative: new Float32Array(count * length),
  };
  const free = side - patch + 1;
  for (let index = 0; index < count; index++) {
    const image = random.integer(batch);
    const other = (image + 1 + random.integer(batch - 1)) % batch;
    const top = random.integer(free);
    const left = random.integer(free);
    const source = { crops, side, patch };
    copy(triplets.anchor, index * length, { ...source, image, top, left }, (value) => value);
    const moved = { top: shifted(random, top, free), left: shifted(random, left, free) };
    const factor = 1 + brightness * (2 * random.next() - 1);
    copy(
      triplets.positive,
      index * length,
      { ...source, image, ...moved },
      (value) => value * factor + noise * random.normal(),
    );
    const elsewhere = { top: random.integer(free), left: random.integer(free) };
    copy(triplets.negative, index * length, { ...source, image: other, ...elsewhere }, (value) => value);
  }
  return triplets;
}

function shifted(random: Random, position: number, free: number): number {
  const moved = position + random.integer(2 * shift + 1) - shift;
  return Math.min(Math.max(moved, 0), free - 1);
}

interface Place {
  readonly crops: Uint8Array;
  readonly side: number;
  readonly patch: number;
  readonly image: number;
  readonly top: number;
  readonly left: number;
}

function copy(target: Float32Array, offset: number, place: Place, change: (value: number) => number): void {
  const { crops, side, patch, image, top, left } = place;
  for (let row = 0; row < patch; row++) {
    const from = ((image * side + top + row) * side + left) * 3;
    for (let i = 0; i < patch * 3; i++) {
      target[offset + row * patch * 3 + i] = (change(crops[from + i] ?? 0) - pixelOffset) / pixelScale;
    }
  }
}
