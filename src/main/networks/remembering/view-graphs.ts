import { appendAveragedLayers, appendJoined, type BackboneLayer } from '../onnx/backbone.ts';
import { GraphBuilder } from '../onnx/graph-builder.ts';
import type { OnnxModel } from '../onnx/onnx-schema.ts';
import { appendColours, appendPreprocessing } from '../onnx/preprocess.ts';
import { appendNearest } from './nearest-member.ts';
import {
  descriptorChannels,
  descriptorSources,
  viewGrid,
  type DescriptorView,
  type RememberedView,
} from './views.ts';

/**
 * Builds the graph of the teacher's descriptors: `frame` uint8 `[1, H, W, C]` → `descriptors` `[1, D, rows,
 * columns]`, not yet standardised.
 */
export function featureGraph(backbone: OnnxModel, view: DescriptorView): Uint8Array {
  const graph = new GraphBuilder('features');
  const [features = ''] = appendViews(graph, backbone, [view]);
  graph.output('descriptors', features, 'float', [1, descriptorChannels(view.sees), ...viewGrid(view)]);
  return graph.serialise();
}

/**
 * Builds the graph of distances for the statistics: `frame`, the members → `regression_error` `[1, 1, rows,
 * columns]`.
 */
export function distanceGraph(backbone: OnnxModel, view: RememberedView): Uint8Array {
  const graph = new GraphBuilder('distances');
  const [features = ''] = appendViews(graph, backbone, [view]);
  const distance = appendNearest(graph, view, features, viewGrid(view), 'input');
  graph.output('regression_error', distance, 'float', [1, 1, ...viewGrid(view)]);
  return graph.serialise();
}

/**
 * Appends the descriptors of each view `[1, D, rows, columns]`; views of one size share the teacher's
 * computation.
 */
export function appendViews(
  graph: GraphBuilder,
  backbone: OnnxModel,
  views: readonly DescriptorView[],
): string[] {
  const colours = appendColours(graph);
  const layersOf = new Map<string, Map<BackboneLayer, string>>();
  for (const { size } of views) {
    const key = size.join();
    if (layersOf.has(key)) continue;
    const needed = views.filter((view) => view.size.join() === key).flatMap(({ sees }) => sourceLayers(sees));
    const layers = [...new Set(needed)];
    const [height, width] = size;
    const image = appendPreprocessing(graph, colours, { height, width });
    const values = appendAveragedLayers(graph, image, backbone, layers, 'zero');
    layersOf.set(key, new Map(layers.map((layer, index) => [layer, values[index] ?? ''])));
  }
  return views.map((view) => {
    const layers = layersOf.get(view.size.join());
    const values = sourceLayers(view.sees).map((layer) => layers?.get(layer) ?? '');
    return appendJoined(graph, values, viewGrid(view));
  });
}

function sourceLayers(sees: DescriptorView['sees']): readonly BackboneLayer[] {
  return descriptorSources[sees].layers;
}
