import type { ComponentMoments } from './component-moments.ts';
import { seededRandom } from './random.ts';

/** The weights of one convolution. */
export interface LayerWeights {
  /** `[height, width, in, out]` (HWIO, TensorFlow's order), row-major. */
  readonly kernel: Float32Array;
  readonly kernelShape: readonly [number, number, number, number];
  /** `[out]`. */
  readonly bias: Float32Array;
}

/** The weights of a network's convolutions, in order. */
export type NetworkWeights = readonly LayerWeights[];

/**
 * Makes random weights: normal kernels with variance 2 / (inputs of a cell) (He et al. 2015) before a
 * rectifier, 1 / inputs for the last, linear layer; biases 0. The same seed gives the same weights.
 */
export function initialWeights(
  shapes: readonly (readonly [number, number, number, number])[],
  seed: number,
): NetworkWeights {
  return shapes.map((kernelShape, layer) => {
    const [height, width, input, output] = kernelShape;
    const random = seededRandom(seed, layer);
    const gain = layer === shapes.length - 1 ? 1 : 2;
    const deviation = Math.sqrt(gain / (height * width * input));
    const kernel = new Float32Array(height * width * input * output).map(() => random.normal() * deviation);
    return { kernel, kernelShape, bias: new Float32Array(output) };
  });
}

/**
 * Returns the network with output (y − mean) / deviation for this one's output y, component by component.
 * Both go into the last, linear layer.
 */
export function standardisedOutput(
  weights: NetworkWeights,
  { mean, deviation }: ComponentMoments,
): NetworkWeights {
  const last = weights.at(-1);
  if (!last) return weights;
  const output = last.kernelShape[3];
  const scale = (component: number): number => 1 / (deviation[component] ?? Number.NaN);
  return [
    ...weights.slice(0, -1),
    {
      kernelShape: last.kernelShape,
      kernel: last.kernel.map((value, at) => value * scale(at % output)),
      bias: last.bias.map((value, at) => (value - (mean[at] ?? Number.NaN)) * scale(at)),
    },
  ];
}
