import { InferenceSession, Tensor } from 'onnxruntime-node';
import { seededRandom } from '../../../src/main/networks/random.ts';

export interface Planes {
  readonly data: Float32Array;
  /** `[B, C, H, W]`. */
  readonly dims: readonly number[];
}

/** Runs a model of one float32 input `input` and output `output` as often as `use` likes. */
export async function withGraph<T>(
  model: Uint8Array,
  use: (run: (input: Planes) => Promise<Planes>) => Promise<T>,
): Promise<T> {
  const session = await InferenceSession.create(model);
  try {
    return await use(async (input) => {
      const { output } = await session.run({ input: new Tensor('float32', input.data, [...input.dims]) });
      if (!(output?.data instanceof Float32Array)) throw new TypeError('No float32 output');
      return { data: output.data, dims: output.dims };
    });
  } finally {
    await session.release();
  }
}

/** Runs a model of one float32 input `input` and output `output` once. */
export function runGraph(model: Uint8Array, input: Planes): Promise<Planes> {
  return withGraph(model, (run) => run(input));
}

/** Makes a random image `[1, 3, height, width]`. */
export function randomImage(height: number, width: number, seed: number): Planes {
  const random = seededRandom(seed);
  return {
    data: new Float32Array(3 * height * width).map(() => 2 * random.next() - 1),
    dims: [1, 3, height, width],
  };
}

/** Converts `[B, C, H, W]` to `[B, H, W, C]`. */
export function channelsLast({ data, dims }: Planes): Float32Array {
  const [batch = 0, channels = 0, height = 0, width = 0] = dims;
  const cells = height * width;
  const result = new Float32Array(data.length);
  for (let b = 0; b < batch; b++) {
    for (let c = 0; c < channels; c++) {
      for (let cell = 0; cell < cells; cell++) {
        result[(b * cells + cell) * channels + c] = data[(b * channels + c) * cells + cell] ?? NaN;
      }
    }
  }
  return result;
}

/** Returns the largest difference relative to the largest value of `expected`. */
export function relativeDifference(found: Float32Array, expected: Float32Array): number {
  if (found.length !== expected.length) return Infinity;
  const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return (
    found.reduce((most, value, i) => Math.max(most, Math.abs(value - (expected[i] ?? NaN))), 0) / largest
  );
}

/** Cuts patches `[n, 3, p, p]` centred at (row, column) from an image, reflected beyond its borders. */
export function patchesAt(
  image: Planes,
  side: number,
  centres: readonly (readonly [number, number])[],
): Planes {
  const [, , height = 0, width = 0] = image.dims;
  const border = (side - 1) / 2;
  const reflect = (at: number, size: number) => (at < 0 ? -at : at >= size ? 2 * (size - 1) - at : at);
  const data = new Float32Array(centres.length * 3 * side * side);
  let next = 0;
  for (const [row, column] of centres) {
    for (let channel = 0; channel < 3; channel++) {
      for (let y = row - border; y <= row + border; y++) {
        for (let x = column - border; x <= column + border; x++) {
          data[next++] =
            image.data[(channel * height + reflect(y, height)) * width + reflect(x, width)] ?? NaN;
        }
      }
    }
  }
  return { data, dims: [centres.length, 3, side, side] };
}
