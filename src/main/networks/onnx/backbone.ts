import type { GraphBuilder } from './graph-builder.ts';
import { mergeModel } from './merge-model.ts';
import type { OnnxModel } from './onnx-schema.ts';

/** A value of the pretrained network (EfficientNet-Lite0). */
export interface BackboneLayer {
  /** Its name in the network's graph. */
  readonly name: string;
  readonly channels: number;
}

/** Layers that describe a place and its surroundings at three sizes. */
export const denseLayers = [
  { name: 'stride4', channels: 24 },
  { name: 'stride8', channels: 40 },
  { name: 'stride16', channels: 112 },
] as const satisfies readonly BackboneLayer[];
/** Channels of these layers together. */
export const denseChannels = channelsOf(denseLayers);
/** The last layer before the network's head; each of its cells sees a large part of a picture. */
export const coarsestLayer = {
  name: 'stride32',
  channels: 320,
} as const satisfies BackboneLayer;
/** The pretrained network halves its input five times, so sides must be multiples of this. */
export const backboneMultiple = 32;

/** The pretrained network over whole frames. */
export interface FrozenTeacher {
  readonly backbone: OnnxModel;
  /** Height and width the frame is resized to, pixels; multiples of 32. */
  readonly size: readonly [number, number];
}

/** Returns the channels of layers together. */
export function channelsOf(layers: readonly BackboneLayer[]): number {
  return layers.reduce((sum, { channels }) => sum + channels, 0);
}

/**
 * Whether cells beyond the border count as zero in averages, which reduces the weight of the noisy features
 * at the border.
 */
export type Borders = 'zero' | 'left out';

/**
 * Appends the pretrained network up to stride 16: its three outputs, each averaged over 3×3 cells, resized bilinearly to one
 * grid and concatenated.
 *
 * @param image name of the normalised input `[B, 3, h, w]`, sides multiples of {@link backboneMultiple}
 * @param options rows and columns of the grid, and how borders are averaged
 * @returns the name of the features `[B, 176, rows, columns]`
 */
export function appendDenseFeatures(
  graph: GraphBuilder,
  image: string,
  model: OnnxModel,
  { grid, borders }: { readonly grid: readonly [number, number]; readonly borders: Borders },
): string {
  return appendJoined(graph, appendAveragedLayers(graph, image, model, denseLayers, borders), grid);
}

/**
 * Appends the pretrained network as far as these layers need it, averages each layer over 3×3 cells, and
 * returns their names.
 */
export function appendAveragedLayers(
  graph: GraphBuilder,
  image: string,
  model: OnnxModel,
  layers: readonly BackboneLayer[],
  borders: Borders,
): string[] {
  const names = layers.map(({ name }) => name);
  const values = mergeModel(graph, model, { prefix: 'backbone', inputs: { image }, values: names });
  return values.map((output, index) => appendAveraged(graph, output, layers[index]?.channels ?? 0, borders));
}

/**
 * Appends each cell's average over the surrounding 3×3 cells. With zeros beyond the border it is a depthwise
 * convolution, which is faster than ONNX Runtime's AveragePool (`npm run bench -- forms`).
 *
 * @param features name of the features `[B, channels, h, w]`
 */
export function appendAveraged(
  graph: GraphBuilder,
  features: string,
  channels: number,
  borders: Borders,
): string {
  const window = { kernel_shape: [3, 3], pads: [1, 1, 1, 1] };
  if (borders === 'left out') {
    return graph.node('AveragePool', [features], { ...window, count_include_pad: 0 });
  }
  const kernel = new Float32Array(channels * 9).fill(1 / 9);
  const ninth = graph.constant('average', [channels, 1, 3, 3], kernel);
  return graph.node('Conv', [features, ninth], { ...window, group: channels });
}

/** Appends features of several strides, resized bilinearly to one grid and concatenated. */
export function appendJoined(
  graph: GraphBuilder,
  features: readonly string[],
  grid: readonly [number, number],
): string {
  return graph.node('Concat', appendResized(graph, features, grid), { axis: 1 });
}

/** Appends features of several strides resized bilinearly to one grid. */
export function appendResized(
  graph: GraphBuilder,
  features: readonly string[],
  grid: readonly [number, number],
): string[] {
  const size = graph.integers('grid', grid);
  return features.map((value) =>
    graph.node('Resize', [value, '', '', size], { mode: 'linear', axes: [2, 3] }),
  );
}
