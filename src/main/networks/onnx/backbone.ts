import type { GraphBuilder } from './graph-builder.ts';
import { mergeModel } from './merge-model.ts';
import type { OnnxModel } from './onnx-schema.ts';

/** Outputs of the pretrained network (EfficientNet-Lite0) that describe a place and its surroundings at three sizes. */
const layers = ['stride4', 'stride8', 'stride16'];
/** Channels of these together. */
export const denseChannels = 24 + 40 + 112;
/** The pretrained network halves its input five times: sides are multiples of this. */
export const backboneMultiple = 32;

/**
 * Appends the pretrained network up to stride 16: its three outputs, each averaged over 3×3 cells, resized bilinearly to one
 * grid and concatenated.
 *
 * @param image name of the normalised input `[B, 3, h, w]`, sides multiples of {@link backboneMultiple}
 * @param options rows and columns of the grid; whether cells beyond the border count as zero in the averages, which makes the
 *   noisy descriptors at the border weigh less
 * @returns the name of the features `[B, 176, rows, columns]`
 */
export function appendDenseFeatures(
  graph: GraphBuilder,
  image: string,
  model: OnnxModel,
  { grid, borders }: { readonly grid: readonly [number, number]; readonly borders: 'zero' | 'left out' },
): string {
  const outputs = mergeModel(graph, model, { prefix: 'backbone', inputs: { image }, values: layers });
  const size = graph.integers('grid', grid);
  const resized = outputs.map((output) => {
    const averaged = graph.node('AveragePool', [output], {
      kernel_shape: [3, 3],
      pads: [1, 1, 1, 1],
      count_include_pad: borders === 'zero' ? 1 : 0,
    });
    return graph.node('Resize', [averaged, '', '', size], { mode: 'linear', axes: [2, 3] });
  });
  return graph.node('Concat', resized, { axis: 1 });
}
