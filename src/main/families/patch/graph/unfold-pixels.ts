import type { GraphBuilder } from '../../../networks/onnx/graph-builder.ts';
import type { ConvolutionStatistics } from '../../../networks/onnx/precision.ts';
import type { NetworkWeights } from '../../../networks/weights.ts';
import type { DenseOp } from './dense-plan.ts';

/**
 * Returns the side of the first convolution's kernel.
 *
 * @throws RangeError if the operations do not begin with a plain convolution
 */
export function firstKernel([first]: readonly DenseOp[]): number {
  if (first?.kind !== 'convolution' || first.stride !== 1 || first.dilation !== 1) {
    throw new RangeError('Only a plain first convolution can be unfolded');
  }
  return first.kernel;
}

/**
 * Appends the pixels under a kernel as channels: `[1, 3, H, W]` → `[1, kernel² · 3, H − kernel + 1, W −
 * kernel + 1]`, by row, then column, then colour. Otherwise the integer kernels of every network would gather
 * the three bytes of each place one by one; this gathers them once for all networks, by rows.
 *
 * @param size H and W
 */
export function appendUnfolded(
  graph: GraphBuilder,
  pixels: string,
  kernel: number,
  size: readonly [number, number],
): string {
  const shifted = (value: string, axis: 2 | 3): string => {
    const length = (size[axis - 2] ?? 0) - kernel + 1;
    const parts = Array.from({ length: kernel }, (_, at) =>
      graph.node('Slice', [
        value,
        graph.integers('from', [at]),
        graph.integers('to', [at + length]),
        graph.integers('axis', [axis]),
      ]),
    );
    return graph.node('Concat', parts, { axis: 1 });
  };
  return shifted(shifted(pixels, 3), 2);
}

/** Converts a network to unfolded pixels: its first convolution becomes pointwise. */
export function overUnfoldedPixels(network: {
  readonly ops: readonly DenseOp[];
  readonly weights: NetworkWeights;
  readonly statistics: readonly ConvolutionStatistics[];
}): typeof network {
  const kernel = firstKernel(network.ops);
  const [first, ...weights] = network.weights;
  const [taken, ...statistics] = network.statistics;
  if (!first || !taken) return network;
  const [, , inputs, outputs] = first.kernelShape;
  const everyTap = (values: Float32Array): Float32Array =>
    Float32Array.from({ length: kernel * kernel * inputs }, (_, at) => values[at % inputs] ?? 0);
  return {
    ops: network.ops.map((op, at) => (at === 0 && op.kind === 'convolution' ? { ...op, kernel: 1 } : op)),
    weights: [{ ...first, kernelShape: [1, 1, kernel * kernel * inputs, outputs] }, ...weights],
    statistics: [
      {
        ...taken,
        inputMean: everyTap(taken.inputMean),
        inputLeast: everyTap(taken.inputLeast),
        positiveMean: everyTap(taken.positiveMean),
        negativeSquare: everyTap(taken.negativeSquare),
      },
      ...statistics,
    ],
  };
}
