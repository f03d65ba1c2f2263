import type { GraphBuilder } from '../onnx/graph-builder.ts';
import { memberCountOf, type RememberedView } from './views.ts';

/** Where a graph has a memory's members: as constant or as input. */
export type MembersPlace = 'constant' | 'input';

/**
 * Returns the name of a view's members in every graph. Calibration's graphs have an input `[K, D]` with this
 * name, so that a memory without an image's own descriptors can judge it.
 */
export function membersName({ name }: Pick<RememberedView, 'name'>): string {
  return `members_${name}`;
}

/**
 * Appends the distance to the nearest member at each position, `[1, 1, rows, columns]`: √(‖q‖² + min (‖m‖² −
 * 2 m·q)), one matrix product for all members. Standardised descriptors lie around zero, so the difference
 * loses little precision.
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
  // With the members on the right, ONNX Runtime packs them once, when the model is opened.
  const products = graph.node('Gemm', [queries, members, norms], {
    alpha: { float: -2 },
    transA: 1,
    transB: 1,
  });
  const squaredQueries = appendSum(graph, graph.node('Mul', [queries, queries]), 0);
  const least = graph.node('ReduceMin', [products, graph.integers('member_axis', [1])], { keepdims: 0 });
  // Rounding can make 0 negative.
  const distance = graph.node('Sqrt', [graph.node('Relu', [graph.node('Add', [least, squaredQueries])])]);
  return graph.node('Reshape', [distance, graph.integers('as_map', [1, 1, rows, columns])]);
}

function appendSum(graph: GraphBuilder, matrix: string, axis: 0 | 1): string {
  return graph.node('ReduceSum', [matrix, graph.integers('axis', [axis])], { keepdims: 0 });
}
