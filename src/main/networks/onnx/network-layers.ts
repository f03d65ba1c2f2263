import { leakySlope, type ConvolutionOp, type PoolOp } from '../operations.ts';
import type { LayerWeights } from '../weights.ts';
import { elementTypes } from './onnx-schema.ts';
import type { GraphBuilder } from './graph-builder.ts';

/**
 * Writes a network's operations into a graph in one precision. All methods take and return names of values.
 */
export interface NetworkLayers {
  /** Converts the float32 input for the first operation. */
  begin(input: string): string;
  /** Appends a convolution with its activation. `name` prefixes the names of its weights. */
  convolution(value: string, op: ConvolutionOp, weights: LayerWeights, name: string): string;
  pool(value: string, op: PoolOp): string;
  /** Converts the last operation's output to float32. */
  end(value: string): string;
}

/**
 * Writes a network in floats.
 *
 * @param type float16 is for GPUs; processors compute it in float32
 * @param seen called with the names of each convolution's input and output before its activation
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

/** Converts a kernel `[height, width, in, out]` to ONNX's order `[out, in, height, width]`. */
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
