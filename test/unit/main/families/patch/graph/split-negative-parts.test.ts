import { describe, expect, it } from 'vitest';
import { leakySlope, type ConvolutionOp } from '../../../../../../src/main/networks/operations.ts';
import type { ConvolutionStatistics } from '../../../../../../src/main/networks/onnx/precision.ts';
import { splitNegativeParts } from '../../../../../../src/main/families/patch/graph/split-negative-parts.ts';
import { seededRandom } from '../../../../../../src/main/networks/random.ts';
import type { LayerWeights, NetworkWeights } from '../../../../../../src/main/networks/weights.ts';

const random = seededRandom(3);
const [inputs, hidden, outputs] = [3, 8, 4];

function pointwise(index: number, channels: number, activation: ConvolutionOp['activation']): ConvolutionOp {
  return { kind: 'convolution', index, kernel: 1, channels, stride: 1, dilation: 1, activation };
}

function layer(input: number, output: number, kernel: number): LayerWeights {
  return {
    kernel: new Float32Array(kernel * kernel * input * output).map(() => random.normal()),
    kernelShape: [kernel, kernel, input, output],
    bias: new Float32Array(output).map(() => random.normal()),
  };
}

/** Runs a network of pointwise convolutions on one position, with an activation in between. */
function run(weights: NetworkWeights, input: Float32Array, activation: (value: number) => number): number[] {
  let values = [...input];
  for (const [index, { kernel, bias }] of weights.entries()) {
    const next = Array.from(bias, (sum, output) =>
      values.reduce((total, value, at) => total + value * (kernel[at * bias.length + output] ?? 0), sum),
    );
    values = index === weights.length - 1 ? next : next.map(activation);
  }
  return values;
}

function statistics(values: readonly number[][], most: number): ConvolutionStatistics {
  const channels = values[0]?.length ?? 0;
  const mean = (of: (value: number) => number) =>
    Float32Array.from({ length: channels }, (_, channel) =>
      values.reduce((sum, row) => sum + of(row[channel] ?? 0) / values.length, 0),
    );
  return {
    least: -1,
    most,
    inputMean: mean((value) => value),
    positiveMean: mean((value) => Math.max(value, 0)),
    negativeSquare: mean((value) => Math.min(value, 0) ** 2),
    inputLeast: Float32Array.from({ length: channels }, (_, channel) =>
      Math.min(...values.map((row) => row[channel] ?? 0)),
    ),
  };
}

const leaky = (value: number): number => (value < 0 ? leakySlope * value : value);
const relu = (value: number): number => Math.max(value, 0);
const samples = Array.from({ length: 50 }, () => new Float32Array(inputs).map(() => 40 * random.normal()));

describe('the negative parts of a network for integers', () => {
  const weights = [layer(inputs, hidden, 1), layer(hidden, outputs, 1)];
  const hiddenValues = samples.map((sample) => {
    const [first] = weights;
    return first ? run([first], sample, leaky).map(leaky) : [];
  });
  const ops = [pointwise(0, hidden, 'leaky-relu'), pointwise(1, outputs, 'linear')];

  it('make ReLU do what LeakyReLU did where values far below 0 occur', () => {
    const given = [
      statistics(
        samples.map((sample) => [...sample]),
        1,
      ),
      statistics(hiddenValues, 1),
    ];
    const split = splitNegativeParts(ops, weights, given);
    expect(split.weights[0]?.kernelShape).toEqual([1, 1, inputs, 2 * hidden]);
    for (const sample of samples) {
      const expected = run(weights, sample, leaky);
      run(split.weights, sample, relu).forEach((value, at) =>
        expect(value).toBeCloseTo(expected[at] ?? NaN, 3),
      );
    }
    const next = split.statistics[1];
    expect(next?.inputMean).toHaveLength(2 * hidden);
    expect(next?.positiveMean.subarray(hidden).every((value) => value > 0)).toBe(true);
  });

  it('are left alone where they are less than a few steps, or where a pool follows', () => {
    const wide = [
      statistics(
        samples.map((sample) => [...sample]),
        1e4,
      ),
      statistics(hiddenValues, 1),
    ];
    expect(splitNegativeParts(ops, weights, wide).weights).toEqual(weights);
    const given = [
      statistics(
        samples.map((sample) => [...sample]),
        1,
      ),
      statistics(hiddenValues, 1),
    ];
    const [first, last] = ops;
    if (!first || !last) throw new Error('There are two');
    const pooled = [first, { kind: 'pool', stride: 2, dilation: 1 } as const, last];
    expect(splitNegativeParts(pooled, weights, given).weights).toEqual(weights);
  });
});
