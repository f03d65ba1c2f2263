import type { ComponentMoments } from '../../../networks/component-moments.ts';
import { appendNormalised, appendRawScores, type RawScores } from '../../../networks/onnx/anomaly-score.ts';
import { appendAveragedLayers, appendResized, type FrozenTeacher } from '../../../networks/onnx/backbone.ts';
import { GraphBuilder } from '../../../networks/onnx/graph-builder.ts';
import {
  appendModelOutputs,
  appendNoUncertainty,
  type ScaleNormalisation,
  type ScoreSettings,
} from '../../../networks/onnx/model-outputs.ts';
import { kernelPlanes } from '../../../networks/onnx/network-layers.ts';
import { appendFrame } from '../../../networks/onnx/preprocess.ts';
import { appendWeighedSum, type Weighed } from '../../../networks/onnx/weighed-sum.ts';
import { appendNearest, type MembersPlace } from '../../../networks/remembering/nearest-member.ts';
import { viewGrid, type RememberedView } from '../../../networks/remembering/views.ts';
import type { LayerWeights, NetworkWeights } from '../../../networks/weights.ts';
import {
  imitatedLayers,
  mapStride,
  studentHeads,
  studentTrunk,
  type StudentLayer,
  type StudentWidths,
} from './spec.ts';

/** Students of several layers of the pretrained network. */
export interface Pyramid extends FrozenTeacher {
  readonly widths: StudentWidths;
  /** μ and σ of each level over the training set. */
  readonly moments: readonly ComponentMoments[];
  readonly students: readonly NetworkWeights[];
  /**
   * A memory of places of the same teacher and size that judges together with the students; null: there is
   * none.
   */
  readonly memory: RememberedView | null;
}

/** Weights in a model's score, in order: each level, then the memory. */
export interface PyramidWeights {
  readonly error: readonly number[];
  readonly uncertainty: readonly number[];
}

/**
 * Builds the graph of one level's raw scores for the statistics: `frame` → `regression_error` and, with
 * several students, `predictive_uncertainty`, `[1, 1, h/8, w/8]`.
 */
export function levelScoreGraph(pyramid: Pyramid, level: number): Uint8Array {
  const graph = new GraphBuilder('level_scores');
  const scores = appendStudents(graph, pyramid, appendLevels(graph, pyramid))[level];
  if (!scores) throw new RangeError(`The students have no level ${level}`);
  const shape = [1, 1, ...gridOf(pyramid)];
  graph.output('regression_error', scores.regressionError, 'float', shape);
  if (scores.predictiveUncertainty !== null) {
    graph.output('predictive_uncertainty', scores.predictiveUncertainty, 'float', shape);
  }
  return graph.serialise();
}

/** Options of {@link pyramidGraph}. */
export interface PyramidGraphOptions {
  /** Where the memory's members are: constants in the graph, or inputs for calibration. */
  readonly members: MembersPlace;
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * Builds the whole model as one graph that computes the teacher once: `frame` uint8 `[1, H, W, C]` → the
 * outputs of every family's model. The error is Σ w_l ẽ^(l) over the levels (plus w d̃ of the memory), the
 * uncertainty Σ w_l ṽ^(l).
 *
 * @param normalisations of each level, then of the memory
 */
export function pyramidGraph(
  pyramid: Pyramid,
  normalisations: readonly ScaleNormalisation[],
  weights: PyramidWeights,
  settings: ScoreSettings,
  { members, metadata }: PyramidGraphOptions,
): Uint8Array {
  const graph = new GraphBuilder('loupe_pyramid_model');
  const { size, memory } = pyramid;
  const grid = gridOf(pyramid);
  const features = appendLevels(graph, pyramid);
  const errors: Weighed[] = [];
  const uncertainties: Weighed[] = [];
  const weigh = (to: Weighed[], kind: 'error' | 'uncertainty', value: string | null, scale: number): void => {
    const weight = weights[kind][scale] ?? 0;
    if (value === null || weight === 0) return;
    const normalisation = normalisations[scale];
    if (!normalisation) throw new RangeError(`Nothing is known of how quantity ${scale} is on good images`);
    const statistics = kind === 'error' ? normalisation.regressionError : normalisation.predictiveUncertainty;
    to.push({ value: appendNormalised(graph, value, statistics, grid), weight });
  };
  appendStudents(graph, pyramid, features).forEach(({ regressionError, predictiveUncertainty }, level) => {
    weigh(errors, 'error', regressionError, level);
    weigh(uncertainties, 'uncertainty', predictiveUncertainty, level);
  });
  if (memory) {
    const descriptors = graph.node('Concat', features, { axis: 1 });
    const distance = appendNearest(graph, memory, descriptors, grid, members);
    weigh(errors, 'error', distance, imitatedLayers.length);
  }
  const error = appendWeighedSum(graph, errors);
  const uncertainty =
    uncertainties.length === 0 ? appendNoUncertainty(graph, error) : appendWeighedSum(graph, uncertainties);
  appendModelOutputs(
    graph,
    { error, uncertainty },
    { size, stride: mapStride, grid, cells: 'centre' },
    settings,
  );
  return graph.serialise(metadata);
}

/** Returns rows and columns of descriptors and map. */
function gridOf({ size }: FrozenTeacher): [number, number] {
  return viewGrid({ size, sees: 'places' });
}

/**
 * Appends a frame's frozen features and returns their names, layer by layer, averaged and on the map's grid.
 */
function appendLevels(graph: GraphBuilder, teacher: FrozenTeacher): string[] {
  const image = appendFrame(graph, teacher.size);
  const layers = appendAveragedLayers(graph, image, teacher.backbone, imitatedLayers, 'zero');
  return appendResized(graph, layers, gridOf(teacher));
}

/** Appends regression error and predictive uncertainty of each level. */
function appendStudents(graph: GraphBuilder, pyramid: Pyramid, features: readonly string[]): RawScores[] {
  const { moments, students, widths } = pyramid;
  const targets = features.map((values, level) => {
    const own = moments[level];
    if (!own) throw new RangeError(`Level ${level} has no moments`);
    return appendStandardised(graph, values, own);
  });
  const seen = graph.node('Concat', targets, { axis: 1 });
  const imitations = students.map((weights, index) =>
    appendStudent(graph, seen, widths, weights, `student_${index + 1}`),
  );
  return imitatedLayers.map(({ channels }, level) =>
    appendRawScores(
      graph,
      targets[level] ?? '',
      imitations.map((imitation) => imitation[level] ?? ''),
      { size: channels, grid: gridOf(pyramid) },
    ),
  );
}

/** Appends a student and returns the names of its predictions for each level. */
function appendStudent(
  graph: GraphBuilder,
  seen: string,
  widths: StudentWidths,
  weights: NetworkWeights,
  prefix: string,
): string[] {
  const trunk = studentTrunk(widths);
  const append = (value: string, layer: StudentLayer, index: number): string => {
    const own = weights[index];
    if (!own) throw new RangeError('The student lacks weights');
    const convolved = appendConvolution(graph, value, own, prefix);
    return layer.activation === 'relu' ? graph.node('Relu', [convolved]) : convolved;
  };
  const carried = trunk.reduce(append, seen);
  return studentHeads(widths).map((head, index) => append(carried, head, trunk.length + index));
}

function appendConvolution(
  graph: GraphBuilder,
  value: string,
  weights: LayerWeights,
  prefix: string,
): string {
  const [height, width, input, output] = weights.kernelShape;
  const kernel = graph.constant(`${prefix}/kernel`, [output, input, height, width], kernelPlanes(weights));
  const bias = graph.constant(`${prefix}/bias`, [output], weights.bias);
  return graph.node('Conv', [value, kernel, bias], { kernel_shape: [height, width] });
}

/** Appends (x − μ)·diag(σ)⁻¹ of features `[1, D, h, w]`. */
function appendStandardised(
  graph: GraphBuilder,
  features: string,
  { mean, deviation }: ComponentMoments,
): string {
  const channels = mean.length;
  const scale = Float32Array.from(deviation, (value) => 1 / value);
  const offset = Float32Array.from(scale, (value, channel) => -value * (mean[channel] ?? 0));
  const scaled = graph.node('Mul', [features, graph.constant('scale', [1, channels, 1, 1], scale)]);
  return graph.node('Add', [scaled, graph.constant('offset', [1, channels, 1, 1], offset)]);
}
