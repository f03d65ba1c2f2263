import { leakySlope, type ConvolutionOp, type PoolOp } from '../operations.ts';
import type { LayerWeights } from '../weights.ts';
import { elementTypes } from './onnx-schema.ts';
import type { GraphBuilder } from './graph-builder.ts';

/** How a network's operations are written into a graph, in one precision. All take and give names of values. */
export interface NetworkLayers {
  /** From the float32 input to what the first operation takes. */
  begin(input: string): string;
  /** A convolution with its activation. `name` is put before the names of its weights. */
  convolution(value: string, op: ConvolutionOp, weights: LayerWeights, name: string): string;
  pool(value: string, op: PoolOp): string;
  /** From what the last operation gives to float32. */
  end(value: string): string;
}

/**
 * A network in floats.
 *
 * @param type float16 is for GPUs: processors compute it in float32
 * @param seen told the names of what each convolution takes and gives before its activation
 */
export function floatLayers(
  graph: GraphBuilder,
  type: 'float' | 'float16',
  seen?: (input: string, convolved: string) => void,
): NetworkLayers {
  const cast = (value: string): string =>
    type === 'float' ? value : graph.node('Cast', [value], { to: elementTypes[type] });
  return {
    begin: cast,
    convolution(value, op, weights, name) {
      const [height, width, input, output] = weights.kernelShape;
      const shape = [output, input, height, width];
      const kernel = cast(graph.constant(`${name}/kernel`, shape, kernelPlanes(weights)));
      const bias = cast(graph.constant(`${name}/bias`, [output], weights.bias));
      const convolved = appendConvolution(graph, [value, kernel, bias], op);
      seen?.(value, convolved);
      return op.activation === 'linear'
        ? convolved
        : graph.node('LeakyRelu', [convolved], { alpha: { float: leakySlope } });
    },
    pool: (value, op) => appendPool(graph, value, op),
    end: (value) => (type === 'float' ? value : graph.node('Cast', [value], { to: elementTypes.float })),
  };
}

/** @param inputs value, kernel `[out, in, height, width]` and bias `[out]` */
export function appendConvolution(
  graph: GraphBuilder,
  inputs: readonly [string, string, string],
  { kernel, stride, dilation }: ConvolutionOp,
): string {
  return graph.node('Conv', inputs, {
    kernel_shape: [kernel, kernel],
    strides: [stride, stride],
    dilations: [dilation, dilation],
  });
}

export function appendPool(graph: GraphBuilder, value: string, { stride, dilation }: PoolOp): string {
  return graph.node('MaxPool', [value], {
    kernel_shape: [2, 2],
    strides: [stride, stride],
    dilations: [dilation, dilation],
  });
}

/** A kernel `[height, width, in, out]` as ONNX has it: `[out, in, height, width]`. */
export function kernelPlanes({ kernel, kernelShape }: LayerWeights): Float32Array {
  const [height, width, input, output] = kernelShape;
  const planes = new Float32Array(kernel.length);
  const cells = height * width;
  for (let cell = 0; cell < cells; cell++) {
    for (let i = 0; i < input; i++) {
      for (let o = 0; o < output; o++) {
        planes[(o * input + i) * cells + cell] = kernel[(cell * input + i) * output + o] ?? 0;
      }
    }
  }
  return planes;
}
