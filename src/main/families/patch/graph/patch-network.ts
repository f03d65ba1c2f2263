import type { Precision } from '../../../../shared/domain/precision.ts';
import type { GraphBuilder } from '../../../networks/onnx/graph-builder.ts';
import { appendWholePixels, int8Layers } from '../../../networks/onnx/int8-layers.ts';
import { floatLayers, type NetworkLayers } from '../../../networks/onnx/network-layers.ts';
import type { NetworkPrecision } from '../../../networks/onnx/precision.ts';
import type { NetworkWeights } from '../../../networks/weights.ts';
import { patchOps, type DenseOp, type DensePlan } from './dense-plan.ts';
import type { PatchNetworkSpec } from './spec.ts';
import { splitNegativeParts } from './split-negative-parts.ts';
import { appendUnfolded, firstKernel, overUnfoldedPixels } from './unfold-pixels.ts';

/** A network over whole images. */
export interface DenseNetwork {
  readonly plan: DensePlan;
  readonly weights: NetworkWeights;
  /** Prefix of the weights' names. */
  readonly prefix: string;
  /** Default: float32. */
  readonly precision?: NetworkPrecision;
}

/**
 * Appends a patch network over whole images (FDFE): float32 `[1, 3, height, width]` of the plan's size →
 * descriptors float32 `[1, D, outputHeight, outputWidth]`, for any internal precision.
 *
 * @returns the name of the descriptors
 */
export function appendDenseNetwork(graph: GraphBuilder, input: string, network: DenseNetwork): string {
  const { plan, precision } = network;
  return appendNetwork(graph, appendBorders(graph, input, plan, precision?.name ?? 'float32'), network);
}

/** Appends a network to an image with borders. The networks of one plan and precision share this image. */
export function appendNetwork(
  graph: GraphBuilder,
  bordered: string,
  { plan, weights, prefix, precision }: DenseNetwork,
): string {
  if (precision?.name !== 'int8') {
    const layers = floatLayers(graph, precision?.name === 'float16' ? 'float16' : 'float');
    return appendOps(bordered, plan.ops, { layers, weights, prefix });
  }
  const split = splitNegativeParts(plan.ops, weights, precision.statistics);
  const { ops, ...unfolded } = overUnfoldedPixels({ ops: plan.ops, ...split });
  const layers = int8Layers(graph, unfolded.statistics);
  return appendOps(bordered, ops, { layers, weights: unfolded.weights, prefix });
}

/** Appends the reflected borders that networks of a plan see; for int8, the pixels as unfolded integers. */
export function appendBorders(
  graph: GraphBuilder,
  input: string,
  { padding: { top, bottom, left, right }, ops, height, width }: DensePlan,
  precision: Precision,
): string {
  const pads = graph.integers('borders', [0, 0, top, left, 0, 0, bottom, right]);
  const bordered = graph.node('Pad', [input, pads], { mode: 'reflect' });
  if (precision !== 'int8') return bordered;
  const size = [top + height + bottom, left + width + right] as const;
  return appendWholePixels(graph, bordered, (pixels) =>
    appendUnfolded(graph, pixels, firstKernel(ops), size),
  );
}

/** Appends the patch network itself: float32 `[B, 3, p, p]` → descriptors `[B, D, 1, 1]`. */
export function appendPatchNetwork(
  graph: GraphBuilder,
  input: string,
  network: { readonly spec: PatchNetworkSpec; readonly weights: NetworkWeights; readonly prefix: string },
): string {
  return appendOps(input, patchOps(network.spec), { ...network, layers: floatLayers(graph, 'float') });
}

/**
 * Appends a network like {@link appendDenseNetwork}, with access to its convolutions.
 *
 * @returns the names of each convolution's input, and of its output before the activation
 */
export function appendConvolutions(
  graph: GraphBuilder,
  input: string,
  network: DenseNetwork,
): { readonly input: string; readonly convolved: string }[] {
  const convolutions: { input: string; convolved: string }[] = [];
  const layers = floatLayers(graph, 'float', (taken, convolved) => {
    convolutions.push({ input: taken, convolved });
  });
  const { plan } = network;
  appendOps(appendBorders(graph, input, plan, 'float32'), plan.ops, { ...network, layers });
  return convolutions;
}

function appendOps(
  input: string,
  ops: readonly DenseOp[],
  network: { readonly layers: NetworkLayers; readonly weights: NetworkWeights; readonly prefix: string },
): string {
  const { layers, weights, prefix } = network;
  const output = ops.reduce((value, op) => {
    if (op.kind === 'pool') return layers.pool(value, op);
    const layer = weights[op.index];
    if (!layer) throw new RangeError(`No weights for convolution ${op.index}`);
    return layers.convolution(value, op, layer, `${prefix}/${op.index}`);
  }, layers.begin(input));
  return layers.end(output);
}
