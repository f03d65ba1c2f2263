import type { GraphBuilder } from './graph-builder.ts';
import { mergeModel } from './merge-model.ts';
import type { OnnxModel } from './onnx-schema.ts';

/** Outputs of the pretrained network (EfficientNet-Lite0) that describe a place and its surroundings at three sizes. */
const layers = ['stride4', 'stride8', 'stride16'];
/** Channels of these together. */
export const denseChannels = 24 + 40 + 112;
/** The pretrained network halves its input five times: sides are multiples of this. */
export const backboneMultiple = 32;

/** Whether cells beyond the border count as zero in averages, which makes the noisy features at the border weigh less. */
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
  const outputs = appendLayers(graph, image, model, layers);
  return appendJoined(
    graph,
    outputs.map((output) => appendAveraged(graph, output, borders)),
    grid,
  );
}

/** Appends the pretrained network as far as these layers need it; gives their names. */
export function appendLayers(
  graph: GraphBuilder,
  image: string,
  model: OnnxModel,
  names: readonly string[],
): string[] {
  return mergeModel(graph, model, { prefix: 'backbone', inputs: { image }, values: names });
}

/** Appends each cell's average over the 3×3 cells around it. */
export function appendAveraged(graph: GraphBuilder, features: string, borders: Borders): string {
  return graph.node('AveragePool', [features], {
    kernel_shape: [3, 3],
    pads: [1, 1, 1, 1],
    count_include_pad: borders === 'zero' ? 1 : 0,
  });
}

/** Appends features of several strides resized bilinearly to one grid and concatenated. */
export function appendJoined(
  graph: GraphBuilder,
  features: readonly string[],
  grid: readonly [number, number],
): string {
  const size = graph.integers('grid', grid);
  const resized = features.map((value) =>
    graph.node('Resize', [value, '', '', size], { mode: 'linear', axes: [2, 3] }),
  );
  return graph.node('Concat', resized, { axis: 1 });
}
