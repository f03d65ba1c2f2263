import { activationStep } from '../../../networks/onnx/int8-layers.ts';
import type { ConvolutionStatistics } from '../../../networks/onnx/precision.ts';
import { leakySlope, type ConvolutionOp } from '../../../networks/operations.ts';
import type { LayerWeights, NetworkWeights } from '../../../networks/weights.ts';
import type { DenseOp } from './dense-plan.ts';

/** Most channels of a convolution whose negative part gets its own channel. */
const mostChannels = 16;
/** If LeakyReLU's negative values exceed this many steps, plain ReLU would lose too much. */
const mostLostSteps = 4;

interface SplitNetwork {
  readonly weights: NetworkWeights;
  readonly statistics: readonly ConvolutionStatistics[];
}

/**
 * Makes a ReLU network that computes nearly the same as the given LeakyReLU network: leaky(x) = relu(x) −
 * slope · relu(−x). If a convolution directly follows large negative values, the most important channels are
 * computed a second time with opposite sign, and the next convolution takes these too. The correction of
 * means compensates the other negative parts.
 */
export function splitNegativeParts(
  ops: readonly DenseOp[],
  weights: NetworkWeights,
  statistics: readonly ConvolutionStatistics[],
): SplitNetwork {
  const layers = [...weights];
  const split = [...statistics];
  for (const [position, op] of ops.entries()) {
    const following = ops[position + 1];
    if (op.kind === 'pool' || following?.kind !== 'convolution') continue;
    const [layer, next] = [layers[op.index], layers[following.index]];
    const [given, taken] = [split[op.index], split[following.index]];
    if (!layer || !next || !given || !taken || !reachesFar(op, given, taken)) continue;
    const parts = importantParts(next, given, taken);
    layers[op.index] = withTurnedChannels(layer, parts);
    layers[following.index] = takingTurnedChannels(next, parts);
    split[following.index] = withPartsOf(taken, parts);
  }
  return { weights: layers, statistics: split };
}

function reachesFar(op: ConvolutionOp, given: ConvolutionStatistics, taken: ConvolutionStatistics): boolean {
  const depth = -taken.inputLeast.reduce((least, value) => Math.min(least, value), 0);
  return op.activation === 'leaky-relu' && depth > mostLostSteps * activationStep(given.most);
}

/** A channel's negative part relu(−x) as its own channel, scaled by `gain`. */
interface NegativePart {
  readonly channel: number;
  readonly gain: number;
}

/** Returns the channels whose negative part influences the next convolution's output most. */
function importantParts(
  { kernel, kernelShape }: LayerWeights,
  { most }: ConvolutionStatistics,
  { inputMean, inputLeast, positiveMean, negativeSquare }: ConvolutionStatistics,
): NegativePart[] {
  const [, , inputs, outputs] = kernelShape;
  const weight = new Float64Array(inputs);
  for (const [at, value] of kernel.entries()) {
    const channel = Math.floor(at / outputs) % inputs;
    weight[channel] = (weight[channel] ?? 0) + value ** 2;
  }
  const importance = Array.from(weight, (square, channel) => {
    const mean = (positiveMean[channel] ?? 0) - (inputMean[channel] ?? 0);
    return square * ((negativeSquare[channel] ?? 0) - mean ** 2);
  });
  return [...importance.keys()]
    .toSorted((a, b) => (importance[b] ?? 0) - (importance[a] ?? 0))
    .slice(0, Math.min(mostChannels, inputs))
    .map((channel) => {
      const peak = Math.max(-(inputLeast[channel] ?? 0) / leakySlope, Number.EPSILON);
      // Splits the small factor between the part and its weights, so that both keep their integer precision.
      return { channel, gain: Math.sqrt((leakySlope * most) / peak) };
    });
}

function withTurnedChannels(
  { kernel, kernelShape, bias }: LayerWeights,
  parts: readonly NegativePart[],
): LayerWeights {
  const [height, width, inputs, outputs] = kernelShape;
  const all = outputs + parts.length;
  const wider = new Float32Array(height * width * inputs * all);
  for (let row = 0; row < height * width * inputs; row++) {
    wider.set(kernel.subarray(row * outputs, (row + 1) * outputs), row * all);
    for (const [at, { channel, gain }] of parts.entries()) {
      wider[row * all + outputs + at] = -gain * (kernel[row * outputs + channel] ?? 0);
    }
  }
  return {
    kernel: wider,
    kernelShape: [height, width, inputs, all],
    bias: Float32Array.of(...bias, ...parts.map(({ channel, gain }) => -gain * (bias[channel] ?? 0))),
  };
}

function takingTurnedChannels(
  { kernel, kernelShape, bias }: LayerWeights,
  parts: readonly NegativePart[],
): LayerWeights {
  const [height, width, inputs, outputs] = kernelShape;
  const all = inputs + parts.length;
  const deeper = new Float32Array(height * width * all * outputs);
  for (let cell = 0; cell < height * width; cell++) {
    const cellKernel = kernel.subarray(cell * inputs * outputs, (cell + 1) * inputs * outputs);
    deeper.set(cellKernel, cell * all * outputs);
    for (const [at, { channel, gain }] of parts.entries()) {
      const turned = cellKernel
        .subarray(channel * outputs, (channel + 1) * outputs)
        .map((value) => (-leakySlope / gain) * value);
      deeper.set(turned, (cell * all + inputs + at) * outputs);
    }
  }
  return { kernel: deeper, kernelShape: [height, width, all, outputs], bias };
}

/**
 * Adds the statistics of the parts. Each counts as its deviation from the channel's mean, so its own target
 * mean is 0.
 */
function withPartsOf(taken: ConvolutionStatistics, parts: readonly NegativePart[]): ConvolutionStatistics {
  const { inputMean, inputLeast, positiveMean, negativeSquare } = taken;
  const none = parts.map(() => 0);
  const means = parts.map(({ channel, gain }) => {
    const negative = (positiveMean[channel] ?? 0) - (inputMean[channel] ?? 0);
    return (gain * negative) / leakySlope;
  });
  return {
    ...taken,
    inputMean: Float32Array.of(...inputMean, ...none),
    inputLeast: Float32Array.of(...inputLeast, ...none),
    positiveMean: Float32Array.of(...positiveMean, ...means),
    negativeSquare: Float32Array.of(...negativeSquare, ...none),
  };
}
