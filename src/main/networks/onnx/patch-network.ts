import { patchOps, type DenseOp, type DensePlan } from '../families/patch/dense-plan.ts';
import { leakySlope, type PatchNetworkSpec } from '../families/patch/spec.ts';
import type { LayerWeights, NetworkWeights } from '../weights.ts';
import type { GraphBuilder } from './graph-builder.ts';

/**
 * Appends a patch network over whole images (FDFE): float32 `[B, 3, height, width]` of the plan's size →
 * descriptors `[B, D, outputHeight, outputWidth]`.
 *
 * @param prefix put before the names of its weights
 * @returns the name of the descriptors
 */
export function appendDenseNetwork(
  graph: GraphBuilder,
  input: string,
  network: { readonly plan: DensePlan; readonly weights: NetworkWeights; readonly prefix: string },
): string {
  const { plan, weights, prefix } = network;
  const { top, bottom, left, right } = plan.padding;
  const pads = graph.integers(`${prefix}/pads`, [0, 0, top, left, 0, 0, bottom, right]);
  const padded = graph.node('Pad', [input, pads], { mode: 'reflect' });
  return plan.ops.reduce((value, op) => appendOp(graph, value, op, weights, prefix), padded);
}

/** Appends the patch network itself: float32 `[B, 3, p, p]` → descriptors `[B, D, 1, 1]`. */
export function appendPatchNetwork(
  graph: GraphBuilder,
  input: string,
  network: { readonly spec: PatchNetworkSpec; readonly weights: NetworkWeights; readonly prefix: string },
): string {
  const { spec, weights, prefix } = network;
  return patchOps(spec).reduce((value, op) => appendOp(graph, value, op, weights, prefix), input);
}

function appendOp(
  graph: GraphBuilder,
  value: string,
  op: DenseOp,
  weights: NetworkWeights,
  prefix: string,
): string {
  const pair = (n: number) => [n, n];
  if (op.kind === 'pool') {
    return graph.node('MaxPool', [value], {
      kernel_shape: pair(2),
      strides: pair(op.stride),
      dilations: pair(op.dilation),
    });
  }
  const layer = weights[op.index];
  if (!layer) throw new RangeError(`No weights for convolution ${op.index}`);
  const [height, width, input, output] = layer.kernelShape;
  const kernel = graph.constant(
    `${prefix}/${op.index}/kernel`,
    [output, input, height, width],
    kernelPlanes(layer),
  );
  const bias = graph.constant(`${prefix}/${op.index}/bias`, [output], layer.bias);
  const convolved = graph.node('Conv', [value, kernel, bias], {
    kernel_shape: [height, width],
    strides: pair(op.stride),
    dilations: pair(op.dilation),
  });
  return op.activation === 'linear'
    ? convolved
    : graph.node('LeakyRelu', [convolved], { alpha: { float: leakySlope } });
}

/** A kernel `[height, width, in, out]` as ONNX has it: `[out, in, height, width]`. */
function kernelPlanes({ kernel, kernelShape }: LayerWeights): Float32Array {
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
