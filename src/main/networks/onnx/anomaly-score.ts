import type { GraphBuilder } from './graph-builder.ts';

/** Mean and standard deviation of a quantity over good images at each position `[h, w]`. */
export interface PositionNormalisation {
  readonly mean: Float32Array;
  readonly deviation: Float32Array;
}

/** Names of the two raw quantities of a scale, each `[1, 1, h, w]`. */
export interface RawScores {
  /** e = ‖μ − (y^T − μ)·diag(σ)⁻¹‖² */
  readonly regressionError: string;
  /** v = (1/M) Σ ‖μ^{S_i}‖² − ‖μ‖²; null with a single student, which has nobody to disagree with. */
  readonly predictiveUncertainty: string | null;
}

/** What an ensemble's descriptors look like. */
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
  // (1/M) Σ ‖μ^{S_i} − μ‖² is the same as the equation's difference and cannot fall below 0 by rounding.
  const spreads = students.map((student) =>
    appendSquaredNorm(graph, graph.node('Sub', [student, mean]), shape, share),
  );
  return { regressionError, predictiveUncertainty: graph.node('Sum', spreads) };
}

/**
 * Appends weight · ‖x‖² at each position, `[1, 1, h, w]`: squares, then a row of weights times the matrix `[D, h·w]`. ONNX
 * Runtime's ReduceSumSquare over channels takes three times as long (`npm run bench -- forms`).
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
 * Appends the mean of the highest share of a map's positions, `[1]`. Steadier than the maximum: one odd pixel of a good part
 * does not make it a defect, and a thin crack counts by its whole length.
 *
 * @param map name of a map `[1, 1, h, w]`
 * @param inside `[h, w]`, 1 where a position counts
 * @param share of the positions inside, in (0, 1]; at least one position is taken
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

/** Appends map / (2 · limit): 0.5 is where the limit was. */
export function appendCalibrated(graph: GraphBuilder, value: string, limit: number): string {
  return graph.node('Mul', [value, graph.scalar('calibration', 0.5 / limit)]);
}

/**
 * Appends a Gaussian blur of a map `[1, 1, h, w]`, edges repeated.
 *
 * @param deviation in cells of the map; 0 leaves the map as it is
 */
export function appendSmoothing(graph: GraphBuilder, map: string, deviation: number): string {
  if (deviation === 0) return map;
  const radius = Math.ceil(3 * deviation);
  const bell = Array.from({ length: 2 * radius + 1 }, (_, i) =>
    Math.exp(-((i - radius) ** 2) / (2 * deviation ** 2)),
  );
  const sum = bell.reduce((total, value) => total + value, 0);
  const kernel = Float32Array.from(bell, (value) => value / sum);
  const pads = graph.integers('smoothing_pads', [0, 0, radius, radius, 0, 0, radius, radius]);
  const padded = graph.node('Pad', [map, pads], { mode: 'edge' });
  const length = kernel.length;
  const rows = graph.node('Conv', [padded, graph.constant('smoothing_rows', [1, 1, length, 1], kernel)]);
  return graph.node('Conv', [rows, graph.constant('smoothing_columns', [1, 1, 1, length], kernel)]);
}

/**
 * What cell i of a grid describes: `corner`: the surroundings of pixel i·stride, as the dense patch networks do (ONNX's
 * asymmetric coordinates) · `centre`: the pixels i·stride to (i + 1)·stride, as a network of padded strided convolutions
 * does (half-pixel coordinates).
 */
export type CellPlace = 'corner' | 'centre';

/** Appends bilinear upsampling of a grid of cells to the input's size. */
export function appendUpsampling(
  graph: GraphBuilder,
  map: string,
  size: readonly [number, number],
  cells: CellPlace,
): string {
  const sizes = graph.integers('map_size', [1, 1, ...size]);
  return graph.node('Resize', [map, '', '', sizes], {
    mode: 'linear',
    coordinate_transformation_mode: cells === 'corner' ? 'asymmetric' : 'half_pixel',
  });
}

/**
 * Appends an inspected area: inside, the map; outside, its least value, so that nothing there is ever seen.
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
