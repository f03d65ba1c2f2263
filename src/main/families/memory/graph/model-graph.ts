import { appendNormalised } from '../../../networks/onnx/anomaly-score.ts';
import { appendAveragedLayers, appendJoined, type BackboneLayer } from '../../../networks/onnx/backbone.ts';
import { GraphBuilder } from '../../../networks/onnx/graph-builder.ts';
import {
  appendModelOutputs,
  appendNoUncertainty,
  type ScaleNormalisation,
  type ScoreSettings,
} from '../../../networks/onnx/model-outputs.ts';
import type { OnnxModel } from '../../../networks/onnx/onnx-schema.ts';
import { appendColours, appendPreprocessing } from '../../../networks/onnx/preprocess.ts';
import { appendOnMap, appendTamed, appendWeighedSum } from '../../../networks/onnx/weighed-sum.ts';
import {
  descriptorChannels,
  descriptorSources,
  finestGrid,
  memberCountOf,
  viewGrid,
  type MemoryView,
  type RememberedView,
} from '../../../networks/remembering/views.ts';

/** The pretrained network over whole frames. */
export interface FrozenTeacher {
  readonly backbone: OnnxModel;
  /** Height and width the frame is resized to, pixels; multiples of 32. */
  readonly size: readonly [number, number];
}

/** A view that finds a place this many deviations from good ones has made its point; more shall not outvote the other views. */
const surelyOdd = 3;

/** Where a graph has a memory's members: in itself, or as an input. */
export type MembersPlace = 'constant' | 'input';

/** A model that remembers. */
export interface MemoryModel {
  readonly backbone: OnnxModel;
  /** The first sees places: the map has its size. */
  readonly views: readonly [RememberedView, ...RememberedView[]];
}

/**
 * Name of a view's members in every graph. Calibration's graphs have an input `[K, D]` of that name, so that each image is judged by
 * others'.
 */
export function membersName({ name }: Pick<RememberedView, 'name'>): string {
  return `members_${name}`;
}

/** The teacher's descriptors: `frame` uint8 `[1, H, W, C]` → `descriptors` `[1, D, rows, columns]`, not yet standardised. */
export function featureGraph(backbone: OnnxModel, view: MemoryView): Uint8Array {
  const graph = new GraphBuilder('features');
  const [features = ''] = appendViews(graph, backbone, [view]);
  graph.output('descriptors', features, 'float', [1, descriptorChannels(view.sees), ...viewGrid(view)]);
  return graph.serialise();
}

/** Distances for the statistics: `frame`, the members → `regression_error` `[1, 1, rows, columns]`. */
export function distanceGraph(backbone: OnnxModel, view: RememberedView): Uint8Array {
  const graph = new GraphBuilder('distances');
  const [features = ''] = appendViews(graph, backbone, [view]);
  const distance = appendNearest(graph, view, features, viewGrid(view), 'input');
  graph.output('regression_error', distance, 'float', [1, 1, ...viewGrid(view)]);
  return graph.serialise();
}

/**
 * The whole model in one graph, the teacher computed once a size: `frame` uint8 `[1, H, W, C]` → the outputs of every family's model.
 * The error is Σ w d̃ over the views, each view's distances normalised by themselves and, where there are several, tamed beyond
 * {@link surelyOdd}, on the finest view's cells; a memory has no uncertainty.
 *
 * @param normalisations view by view
 * @param options `members`: in the graph, or, for calibration, inputs of theirs
 */
export function memoryGraph(
  { backbone, views }: MemoryModel,
  normalisations: readonly ScaleNormalisation[],
  settings: ScoreSettings,
  options: { readonly members: MembersPlace; readonly metadata: Readonly<Record<string, string>> },
): Uint8Array {
  const graph = new GraphBuilder('loupe_memory_model');
  const [{ size }] = views;
  const grid = finestGrid(views);
  const features = appendViews(graph, backbone, views);
  const distances = views.map((view, index) => {
    const normalisation = normalisations[index];
    if (!normalisation) throw new RangeError(`The view ${view.name} has no statistics`);
    const own = viewGrid(view);
    const distance = appendNearest(graph, view, features[index] ?? '', own, options.members);
    const value = appendNormalised(graph, distance, normalisation.regressionError, own);
    const tamed = views.length === 1 ? value : appendTamed(graph, value, surelyOdd);
    return { value: appendOnMap(graph, tamed, own, grid), weight: view.weight };
  });
  const error = appendWeighedSum(graph, distances);
  const scores = { error, uncertainty: appendNoUncertainty(graph, error) };
  const layout = { size, stride: size[0] / grid[0], grid, cells: 'centre' } as const;
  appendModelOutputs(graph, scores, layout, settings);
  return graph.serialise(options.metadata);
}

/** Appends the descriptors of each view `[1, D, rows, columns]`; views of one size share what the teacher computes. */
function appendViews(graph: GraphBuilder, backbone: OnnxModel, views: readonly MemoryView[]): string[] {
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

function sourceLayers(sees: MemoryView['sees']): readonly BackboneLayer[] {
  return descriptorSources[sees].layers;
}

/**
 * Appends the distance to the nearest member at each position, `[1, 1, rows, columns]`:
 * √(‖q‖² + min (‖m‖² − 2 m·q)), for all members one matrix product. Standardised descriptors lie around zero, so that little is lost in the difference.
 *
 * @param features name of the descriptors `[1, D, rows, columns]`, not yet standardised
 */
export function appendNearest(
  graph: GraphBuilder,
  memory: Pick<RememberedView, 'name' | 'moments' | 'members'>,
  features: string,
  [rows, columns]: readonly [number, number],
  place: MembersPlace,
): string {
  const { moments } = memory;
  const depth = moments.mean.length;
  const matrix = graph.node('Reshape', [features, graph.integers('as_matrix', [depth, rows * columns])]);
  const column = (name: string, values: Float32Array): string =>
    graph.constant(name, [values.length, 1], values);
  const centred = graph.node('Sub', [matrix, column('feature_mean', Float32Array.from(moments.mean))]);
  const inverse = Float32Array.from(moments.deviation, (deviation) => 1 / deviation);
  const queries = graph.node('Mul', [centred, column('inverse_feature_deviation', inverse)]);
  const shape = [memberCountOf(memory), depth];
  const members =
    place === 'input'
      ? graph.input(membersName(memory), 'float', shape)
      : graph.constant(membersName(memory), shape, memory.members);
  const norms = appendSum(graph, graph.node('Mul', [members, members]), 1);
  // With the members on the right ONNX Runtime lays them out for the product once, when the model is opened.
  const products = graph.node('Gemm', [queries, members, norms], {
    alpha: { float: -2 },
    transA: 1,
    transB: 1,
  });
  const own = appendSum(graph, graph.node('Mul', [queries, queries]), 0);
  const least = graph.node('ReduceMin', [products, graph.integers('member_axis', [1])], { keepdims: 0 });
  // Rounding can make 0 negative.
  const distance = graph.node('Sqrt', [graph.node('Relu', [graph.node('Add', [least, own])])]);
  return graph.node('Reshape', [distance, graph.integers('as_map', [1, 1, rows, columns])]);
}

function appendSum(graph: GraphBuilder, matrix: string, axis: 0 | 1): string {
  return graph.node('ReduceSum', [matrix, graph.integers('axis', [axis])], { keepdims: 0 });
}
