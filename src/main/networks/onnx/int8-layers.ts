import type { LayerWeights } from '../weights.ts';
import type { GraphBuilder } from './graph-builder.ts';
import { appendConvolution, appendPool, kernelPlanes, type NetworkLayers } from './network-layers.ts';
import type { ConvolutionStatistics } from './precision.ts';
import { pixelOffset, pixelScale } from './preprocess.ts';

const mostWeight = 127;
const mostActivation = 255;
/**
 * How far beyond the good images' range activations may go before they are clipped, since defects are not
 * among these images.
 */
const headroom = 1.1;

/** An affine scale: real value = step · (integer − zero). */
interface Steps {
  readonly step: string;
  readonly zero: string;
  /** The step as a number. */
  readonly size: number;
}

/**
 * Writes a network in 8-bit integers: uint8 activations with one step per convolution, int8 weights with one
 * step per channel. QuantizeLinear and DequantizeLinear surround each operation; ONNX Runtime fuses them to
 * integer kernels. ReLU replaces LeakyReLU, whose negative values are mostly below one step (for the others
 * see `splitNegativeParts`). The next bias compensates the resulting change of each channel's mean (Nagel et
 * al. 2019, section 4.2).
 *
 * @param statistics of the convolutions, in order
 * @throws RangeError without statistics for a convolution
 */
export function int8Layers(graph: GraphBuilder, statistics: readonly ConvolutionStatistics[]): NetworkLayers {
  let steps: Steps | null = null;
  const through = (value: string, to: Steps): string => {
    steps = to;
    const integers = graph.node('QuantizeLinear', [value, to.step, to.zero]);
    return graph.node('DequantizeLinear', [integers, to.step, to.zero]);
  };
  return {
    begin: (input) => input,
    convolution(value, op, weights, name) {
      const range = statistics[op.index];
      if (!range) throw new RangeError(`No statistics of convolution ${op.index}`);
      const { inputMean } = range;
      // The first convolution takes pixels, which keep negative values.
      const present = op.index === 0 ? inputMean : range.positiveMean;
      const inputStep = steps?.size ?? pixelStep;
      const integers = integerWeights(weights, { inputStep, wanted: inputMean, present });
      const [kernel, bias] = appendIntegerWeights(graph, integers, name);
      const convolved = appendConvolution(graph, [value, kernel, bias], op);
      return op.activation === 'linear'
        ? through(convolved, appendRange(graph, range.least, range.most))
        : through(graph.node('Relu', [convolved]), appendRange(graph, 0, range.most));
    },
    pool(value, op) {
      if (!steps) throw new RangeError('Pixels are not pooled');
      return through(appendPool(graph, value, op), steps);
    },
    end: (value) => value,
  };
}

/** One grey level; lossless, since pixels are whole numbers. */
const pixelStep = 1 / pixelScale;

/**
 * Appends a normalised image as rearranged integers, and returns their dequantised value for the first
 * integer layer.
 */
export function appendWholePixels(
  graph: GraphBuilder,
  image: string,
  arrange: (integers: string) => string,
): string {
  const { step, zero } = appendSteps(graph, pixelStep, pixelOffset);
  const integers = arrange(graph.node('QuantizeLinear', [image, step, zero]));
  return graph.node('DequantizeLinear', [integers, step, zero]);
}

function appendSteps(graph: GraphBuilder, size: number, zero: number): Steps {
  return {
    step: graph.scalar('step', size),
    zero: graph.constant('zero', [], Uint8Array.of(zero)),
    size: Math.fround(size),
  };
}

/** Returns the step of a ReLU's output with maximum `most`. */
export function activationStep(most: number): number {
  return (most * headroom) / mostActivation;
}

/** Appends the steps of a range, widened to include 0. */
function appendRange(graph: GraphBuilder, least: number, most: number): Steps {
  const below = Math.max(0, -least) * headroom;
  const above = Math.max(0, most) * headroom;
  const size = Math.max(below + above, Number.EPSILON) / mostActivation;
  return appendSteps(graph, size, Math.round(below / size));
}

interface IntegerWeights {
  /** `[out, in, height, width]`. */
  readonly shape: readonly [number, number, number, number];
  readonly kernel: Int8Array;
  /** `[out]`, the step of each channel's weights. */
  readonly steps: Float32Array;
  readonly bias: Int32Array;
  /** `[out]`, the step of each channel's bias. */
  readonly biasSteps: Float32Array;
}

/**
 * @param input its step, and its channels' means `[in]`: `wanted` ones, and `present` ones of the integers
 */
function integerWeights(
  weights: LayerWeights,
  input: { readonly inputStep: number; readonly wanted: Float32Array; readonly present: Float32Array },
): IntegerWeights {
  const [height, width, inputs, outputs] = weights.kernelShape;
  const planes = kernelPlanes(weights);
  const taps = height * width;
  const cells = inputs * taps;
  const kernel = new Int8Array(planes.length);
  const steps = new Float32Array(outputs);
  const biasSteps = new Float32Array(outputs);
  const bias = new Int32Array(outputs);
  for (let output = 0; output < outputs; output++) {
    const row = planes.subarray(output * cells, (output + 1) * cells);
    const most = row.reduce((peak, value) => Math.max(peak, Math.abs(value)), 0);
    const step = Math.fround(Math.max(most, Number.EPSILON) / mostWeight);
    let missing = 0;
    for (const [cell, value] of row.entries()) {
      const integer = Math.round(value / step);
      kernel[output * cells + cell] = integer;
      const channel = Math.floor(cell / taps);
      missing += value * (input.wanted[channel] ?? 0) - integer * step * (input.present[channel] ?? 0);
    }
    steps[output] = step;
    biasSteps[output] = step * input.inputStep;
    bias[output] = Math.round(((weights.bias[output] ?? 0) + missing) / (step * input.inputStep));
  }
  return { shape: [outputs, inputs, height, width], kernel, steps, bias, biasSteps };
}

/** Appends integer kernel and bias, and returns their dequantised values. */
function appendIntegerWeights(
  graph: GraphBuilder,
  { shape, kernel, steps, bias, biasSteps }: IntegerWeights,
  name: string,
): [string, string] {
  const outputs = shape[0];
  const dequantized = (integers: string, step: string, zero: string): string =>
    graph.node('DequantizeLinear', [integers, step, zero], { axis: 0 });
  return [
    dequantized(
      graph.constant(`${name}/kernel`, shape, kernel),
      graph.constant(`${name}/kernel_step`, [outputs], steps),
      graph.constant(`${name}/kernel_zero`, [outputs], new Int8Array(outputs)),
    ),
    dequantized(
      graph.constant(`${name}/bias`, [outputs], bias),
      graph.constant(`${name}/bias_step`, [outputs], biasSteps),
      graph.constant(`${name}/bias_zero`, [outputs], new Int32Array(outputs)),
    ),
  ];
}
