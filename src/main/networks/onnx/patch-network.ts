import { patchOps, type DenseOp, type DensePlan } from '../families/patch/dense-plan.ts';
import type { PatchNetworkSpec } from '../families/patch/spec.ts';
import type { NetworkWeights } from '../weights.ts';
import type { GraphBuilder } from './graph-builder.ts';
import { int8Layers } from './int8-layers.ts';
import { splitNegativeParts } from './split-negative-parts.ts';
import { floatLayers, type NetworkLayers } from './network-layers.ts';
import type { NetworkPrecision } from './precision.ts';

/** A network over whole images. */
export interface DenseNetwork {
  readonly plan: DensePlan;
  readonly weights: NetworkWeights;
  /** Put before the names of its weights. */
  readonly prefix: string;
  /** float32 when left out. */
  readonly precision?: NetworkPrecision;
}

/**
 * Appends a patch network over whole images (FDFE): float32 `[B, 3, height, width]` of the plan's size →
 * descriptors float32 `[B, D, outputHeight, outputWidth]`, whatever the precision in between.
 *
 * @returns the name of the descriptors
 */
export function appendDenseNetwork(graph: GraphBuilder, input: string, network: DenseNetwork): string {
  const { plan, weights, prefix, precision } = network;
  const bordered = appendBorders(graph, input, network);
  if (precision?.name === 'int8') {
    const split = splitNegativeParts(plan.ops, weights, precision.statistics);
    const layers = int8Layers(graph, split.statistics);
    return appendOps(bordered, plan.ops, { layers, weights: split.weights, prefix });
  }
  const layers = floatLayers(graph, precision?.name === 'float16' ? 'float16' : 'float');
  return appendOps(bordered, plan.ops, { layers, weights, prefix });
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
 * Appends a network as {@link appendDenseNetwork} does, to see what its convolutions take and give.
 *
 * @returns for each the names of its input, and of its output before the activation
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
  appendOps(appendBorders(graph, input, network), network.plan.ops, { ...network, layers });
  return convolutions;
}

function appendBorders(graph: GraphBuilder, input: string, { plan, prefix }: DenseNetwork): string {
  const { top, bottom, left, right } = plan.padding;
  const pads = graph.integers(`${prefix}/pads`, [0, 0, top, left, 0, 0, bottom, right]);
  return graph.node('Pad', [input, pads], { mode: 'reflect' });
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
