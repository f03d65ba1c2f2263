import type { ComponentMoments } from '../../component-moments.ts';
import { appendNormalised } from '../../onnx/anomaly-score.ts';
import { appendDenseFeatures, denseChannels } from '../../onnx/backbone.ts';
import { GraphBuilder } from '../../onnx/graph-builder.ts';
import {
  appendModelOutputs,
  appendNoUncertainty,
  type ScaleNormalisation,
  type ScoreSettings,
} from '../../onnx/model-outputs.ts';
import type { OnnxModel } from '../../onnx/onnx-schema.ts';
import { appendFrame } from '../../onnx/preprocess.ts';

/** Pixels from one descriptor to the next. */
export const memoryStride = 8;

/** The pretrained network over whole frames. */
export interface FrozenTeacher {
  readonly backbone: OnnxModel;
  /** Height and width the frame is resized to, pixels; multiples of 32. */
  readonly size: readonly [number, number];
}

/** Where a graph has a memory's members: in itself, or as an input. */
export type MembersPlace = 'constant' | 'input';

/** What a product's good images look like to the teacher. */
export interface Memory extends FrozenTeacher {
  /** μ and σ of the features over the training set, `[176]`. */
  readonly moments: ComponentMoments;
  /** Standardised descriptors that stand for all, `[K, 176]` row by row. */
  readonly members: Float32Array;
}

/** Name of the input `[K, 176]` that calibration's graphs have for the members, so that each image is judged by others'. */
export const membersInput = 'members';

/** Rows and columns of descriptors. */
export function memoryGrid([height, width]: readonly [number, number]): [number, number] {
  return [height / memoryStride, width / memoryStride];
}

/** The teacher's features: `frame` uint8 `[1, H, W, C]` → `descriptors` `[1, 176, h/8, w/8]`, not yet standardised. */
export function featureGraph(teacher: FrozenTeacher): Uint8Array {
  const graph = new GraphBuilder('features');
  const shape = [1, denseChannels, ...memoryGrid(teacher.size)];
  graph.output('descriptors', appendFeatures(graph, teacher), 'float', shape);
  return graph.serialise();
}

/** Distances for the statistics: `frame`, `members` → `regression_error` `[1, 1, h/8, w/8]`. */
export function distanceGraph(memory: Memory): Uint8Array {
  const graph = new GraphBuilder('distances');
  graph.output('regression_error', appendDistance(graph, memory, 'input'), 'float', [
    1,
    1,
    ...memoryGrid(memory.size),
  ]);
  return graph.serialise();
}

/**
 * The whole model in one graph: `frame` uint8 `[1, H, W, C]` → the outputs of every family's model. The error is the distance
 * of a position's descriptor to the nearest member, normalised; a memory has no uncertainty.
 *
 * @param options `members`: in the graph, or, for calibration, an input of theirs
 */
export function memoryGraph(
  memory: Memory,
  normalisation: ScaleNormalisation,
  settings: ScoreSettings,
  options: { readonly members: MembersPlace; readonly metadata: Readonly<Record<string, string>> },
): Uint8Array {
  const graph = new GraphBuilder('loupe_memory_model');
  const grid = memoryGrid(memory.size);
  const distance = appendDistance(graph, memory, options.members);
  const error = appendNormalised(graph, distance, normalisation.regressionError, grid);
  const scores = { error, uncertainty: appendNoUncertainty(graph, error) };
  appendModelOutputs(
    graph,
    scores,
    { size: memory.size, stride: memoryStride, grid, cells: 'centre' },
    settings,
  );
  return graph.serialise(options.metadata);
}

function appendFeatures(graph: GraphBuilder, { backbone, size }: FrozenTeacher): string {
  const image = appendFrame(graph, size);
  return appendDenseFeatures(graph, image, backbone, { grid: memoryGrid(size), borders: 'zero' });
}

function appendDistance(graph: GraphBuilder, memory: Memory, place: MembersPlace): string {
  return appendNearest(graph, memory, appendFeatures(graph, memory), memoryGrid(memory.size), place);
}

/**
 * Appends the distance to the nearest member at each position, `[1, 1, rows, columns]`: ‖q‖² + min over m of (‖m‖² − 2 m·q), one
 * matrix product. Standardised descriptors lie around zero, so that little is lost in the difference.
 *
 * @param memory members `[K, D]`; D is the number of its moments
 * @param features name of the descriptors `[1, D, rows, columns]`, not yet standardised
 */
export function appendNearest(
  graph: GraphBuilder,
  memory: Pick<Memory, 'moments' | 'members'>,
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
  const shape = [memory.members.length / depth, depth];
  const members =
    place === 'input'
      ? graph.input(membersInput, 'float', shape)
      : graph.constant('members', shape, memory.members);
  const norms = appendSum(graph, graph.node('Mul', [members, members]), 1);
  // With the members on the right ONNX Runtime lays them out for the product once, when the model is opened.
  const products = graph.node('Gemm', [queries, members, norms], {
    alpha: { float: -2 },
    transA: 1,
    transB: 1,
  });
  const nearest = graph.node('ReduceMin', [products, graph.integers('member_axis', [1])], { keepdims: 0 });
  const own = appendSum(graph, graph.node('Mul', [queries, queries]), 0);
  const squared = graph.node('Relu', [graph.node('Add', [nearest, own])]);
  const map = graph.integers('as_map', [1, 1, rows, columns]);
  return graph.node('Reshape', [graph.node('Sqrt', [squared]), map]);
}

function appendSum(graph: GraphBuilder, matrix: string, axis: 0 | 1): string {
  return graph.node('ReduceSum', [matrix, graph.integers('axis', [axis])], { keepdims: 0 });
}
