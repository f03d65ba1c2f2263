import { runOver } from '../../learning/run-graph.ts';
import type { TrainingImage } from '../../learning/training-image.ts';
import type { ConvolutionStatistics } from '../../networks/onnx/precision.ts';
import { activationGraph, type Scale } from './graph/model-graph.ts';
import { kernelShapes } from './graph/spec.ts';

/** Images used for the statistics; more would change little. */
const mostImages = 32;

/**
 * Measures inputs and outputs of the convolutions of a scale's networks on good images.
 *
 * @returns statistics per network, the teacher first
 * @throws StationError CANCELLED, UNREADABLE_IMAGE
 */
export async function convolutionStatistics(
  scale: Scale,
  images: readonly TrainingImage[],
  signal: AbortSignal,
): Promise<ConvolutionStatistics[][]> {
  const chosen = images.slice(0, mostImages);
  const channels = kernelShapes(scale.teacher.spec).map(([, , input]) => input);
  const networks = scale.students.length + 1;
  const convolutions = networks * channels.length;
  const inputs = networks * channels.reduce((sum, count) => sum + count, 0);
  const least = new Float32Array(convolutions).fill(Infinity);
  const most = new Float32Array(convolutions).fill(-Infinity);
  const inputLeast = new Float32Array(inputs).fill(Infinity);
  const means = {
    inputMean: new Float32Array(inputs),
    positiveMean: new Float32Array(inputs),
    negativeSquare: new Float32Array(inputs),
  };
  await runOver(activationGraph(scale), chosen, signal, (outputs) => {
    merge(least, outputs('least'), Math.min);
    merge(most, outputs('most'), Math.max);
    merge(inputLeast, outputs('input_least'), Math.min);
    const addShare = (sum: number, value: number): number => sum + value / chosen.length;
    merge(means.inputMean, outputs('input_mean'), addShare);
    merge(means.positiveMean, outputs('positive_mean'), addShare);
    merge(means.negativeSquare, outputs('negative_square'), addShare);
  });
  let [at, from] = [0, 0];
  return Array.from({ length: networks }, () =>
    channels.map((count): ConvolutionStatistics => {
      const ofConvolution = (values: Float32Array): Float32Array => values.slice(from, from + count);
      const statistics = {
        least: least[at] ?? Number.NaN,
        most: most[at] ?? Number.NaN,
        inputMean: ofConvolution(means.inputMean),
        inputLeast: ofConvolution(inputLeast),
        positiveMean: ofConvolution(means.positiveMean),
        negativeSquare: ofConvolution(means.negativeSquare),
      };
      at += 1;
      from += count;
      return statistics;
    }),
  );
}

function merge(
  into: Float32Array,
  values: Float32Array,
  combine: (present: number, value: number) => number,
): void {
  for (const [at, value] of values.entries()) into[at] = combine(into[at] ?? Number.NaN, value);
}
