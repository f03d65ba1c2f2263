import type { GraphBuilder } from './graph-builder.ts';
import {
  smoothingMatrix,
  transposed,
  upsamplingMatrix,
  type CellPlace,
  type Matrix,
} from './map-matrices.ts';

/** Mean and standard deviation of a quantity over good images at each position `[h, w]`. */
export interface PositionNormalisation {
  readonly mean: Float32Array;
  readonly deviation: Float32Array;
}

/** Names of the two raw quantities of a scale, each `[1, 1, h, w]`. */
export interface RawScores {
  /** e = ‖μ − (y^T − μ)·diag(σ)⁻¹‖² */
  readonly regressionError: string;
  /** v = (1/M) Σ ‖μ^{S_i}‖² − ‖μ‖²; null with a single student, whose answers have no variance. */
  readonly predictiveUncertainty: string | null;
}

/** The shape of an ensemble's descriptors. */
export interface DescriptorShape {
  /** D, the components of a descriptor. */
  readonly size: number;
  /** Rows and columns of descriptors. */
  readonly grid: readonly [number, number];
}

/**
 * Appends regression error and predictive uncertainty of an ensemble (paper, equations 9 and 10).
 *
 * @param teacher name of the teacher's normalised descriptors (y^T − μ)·diag(σ)⁻¹ `[1, D, h, w]`
 * @param students names of the students' descriptors, at least one, same shape
 */
export function appendRawScores(
  graph: GraphBuilder,
  teacher: string,
  students: readonly string[],
  shape: DescriptorShape,
): RawScores {
  const share = 1 / students.length;
  const single = students.length === 1;
  const mean = single
    ? graph.node('Identity', [...students])
    : graph.node('Mul', [graph.node('Sum', students), graph.scalar('student_share', share)]);
  const regressionError = appendSquaredNorm(graph, graph.node('Sub', [mean, teacher]), shape, 1);
  if (single) return { regressionError, predictiveUncertainty: null };
  const [first = '', second = ''] = students;
  if (students.length === 2) {
    // With two students, each lies half their difference from the mean.
    const difference = graph.node('Sub', [first, second]);
    return { regressionError, predictiveUncertainty: appendSquaredNorm(graph, difference, shape, 1 / 4) };
  }
  // (1/M) Σ ‖μ^{S_i} − μ‖² equals the equation's difference and cannot become negative by rounding.
  const spreads = students.map((student) =>
    appendSquaredNorm(graph, graph.node('Sub', [student, mean]), shape, share),
  );
  return { regressionError, predictiveUncertainty: graph.node('Sum', spreads) };
}

/**
 * Appends weight · ‖x‖² at each position, `[1, 1, h, w]`: squares, then a row of weights times the matrix
 * `[D, h·w]`. ONNX Runtime's ReduceSumSquare over channels would take three times as long (`npm run bench --
 * forms`).
 */
function appendSquaredNorm(
  graph: GraphBuilder,
  vectors: string,
  { size, grid: [rows, columns] }: DescriptorShape,
  weight: number,
): string {
  const squares = graph.node('Mul', [vectors, vectors]);
  const matrix = graph.node('Reshape', [squares, graph.integers('as_matrix', [size, rows * columns])]);
  const weights = graph.constant('norm_weights', [1, size], new Float32Array(size).fill(weight));
  const norms = graph.node('MatMul', [weights, matrix]);
  return graph.node('Reshape', [norms, graph.integers('as_map', [1, 1, rows, columns])]);
}

/**
 * Appends (x − mean) / deviation at each position: ẽ of e, ṽ of v (paper, section 3.3).
 *
 * @param value name of a map `[1, 1, h, w]`
 */
export function appendNormalised(
  graph: GraphBuilder,
  value: string,
  { mean, deviation }: PositionNormalisation,
  grid: readonly [number, number],
): string {
  const shape = [1, 1, ...grid];
  const centred = graph.node('Sub', [value, graph.constant('mean', shape, mean)]);
  const inverse = deviation.map((spread) => 1 / spread);
  return graph.node('Mul', [centred, graph.constant('inverse_deviation', shape, inverse)]);
}

/**
 * Appends the mean of the highest share of a map's positions, `[1]`. It is steadier than the maximum: one odd
 * pixel does not make a good part a defect, and a thin crack counts with its whole length.
 *
 * @param map name of a map `[1, 1, h, w]`
 * @param inside `[h, w]`, 1 where a position counts
 * @param share of the counted positions, in (0, 1]; at least one position is taken
 */
export function appendTopShare(graph: GraphBuilder, map: string, inside: Uint8Array, share: number): string {
  const places = [...inside.keys()].filter((index) => inside[index] === 1);
  const flat = graph.node('Reshape', [map, graph.integers('flat', [-1])]);
  const counted =
    places.length === inside.length
      ? flat
      : graph.node('Gather', [flat, graph.integers('inside', places)], { axis: 0 });
  const count = graph.integers('top_count', [Math.max(1, Math.round(share * places.length))]);
  const [highest, indices] = [graph.unique('highest'), graph.unique('highest_at')];
  graph.append({
    opType: 'TopK',
    input: [counted, count],
    output: [highest, indices],
    name: highest,
    attribute: [],
  });
  return graph.node('ReduceMean', [highest], { keepdims: 1 });
}

/** Appends map / (2 · limit), which maps the limit to 0.5. */
export function appendCalibrated(graph: GraphBuilder, value: string, limit: number): string {
  return graph.node('Mul', [value, graph.scalar('calibration', 0.5 / limit)]);
}

/**
 * Appends a Gaussian blur of a map `[1, 1, h, w]`, edges repeated.
 *
 * @param grid h and w
 * @param deviation in cells of the map; 0 leaves the map as it is
 */
export function appendSmoothing(
  graph: GraphBuilder,
  map: string,
  [rows, columns]: readonly [number, number],
  deviation: number,
): string {
  if (deviation === 0) return map;
  return appendSeparable(graph, map, smoothingMatrix(rows, deviation), smoothingMatrix(columns, deviation));
}

/** Appends bilinear upsampling of a grid of cells to the input's size. */
export function appendUpsampling(
  graph: GraphBuilder,
  map: string,
  grid: readonly [number, number],
  size: readonly [number, number],
  cells: CellPlace,
): string {
  const [rows, columns] = [0, 1].map((axis) => upsamplingMatrix(grid[axis] ?? 0, size[axis] ?? 0, cells));
  if (!rows || !columns) return map;
  return appendSeparable(graph, map, rows, columns);
}

/**
 * Appends rows · map · columns^T. Uses matrix products, because ONNX Runtime pads a one-channel map to 16
 * channels for its convolutions and its Resize, which takes longer (`npm run bench -- forms`).
 */
function appendSeparable(graph: GraphBuilder, map: string, rows: Matrix, columns: Matrix): string {
  const left = graph.constant('rows', [rows.rows, rows.columns], rows.values);
  const right = graph.constant('columns', [columns.columns, columns.rows], transposed(columns).values);
  return graph.node('MatMul', [left, graph.node('MatMul', [map, right])]);
}

/**
 * Appends an inspected area: inside, the map; outside, the map's least value, so that nothing shows there.
 *
 * @param mask `[h, w]`, 1 inside
 */
export function appendArea(
  graph: GraphBuilder,
  map: string,
  mask: Uint8Array,
  size: readonly [number, number],
): string {
  if (mask.every((value) => value === 1)) return map;
  const inside = graph.constant('area', [1, 1, ...size], Float32Array.from(mask));
  const outside = graph.node('ReduceMin', [map], { keepdims: 1 });
  const half = graph.scalar('area_edge', 0.5);
  return graph.node('Where', [graph.node('Greater', [inside, half]), map, outside]);
}
