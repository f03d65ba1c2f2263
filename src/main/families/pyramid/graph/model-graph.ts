import type { ComponentMoments } from '../../../networks/component-moments.ts';
import { appendNormalised, appendRawScores, type RawScores } from '../../../networks/onnx/anomaly-score.ts';
import { appendAveragedLayers, appendJoined, type FrozenTeacher } from '../../../networks/onnx/backbone.ts';
import { GraphBuilder } from '../../../networks/onnx/graph-builder.ts';
import {
  appendModelOutputs,
  appendNoUncertainty,
  type ScaleNormalisation,
  type ScoreSettings,
} from '../../../networks/onnx/model-outputs.ts';
import { kernelPlanes } from '../../../networks/onnx/network-layers.ts';
import { appendFrame } from '../../../networks/onnx/preprocess.ts';
import { appendOnMap, appendWeighedSum, type Weighed } from '../../../networks/onnx/weighed-sum.ts';
import { appendNearest, type MembersPlace } from '../../../networks/remembering/nearest-member.ts';
import { descriptorSources, viewGrid, type RememberedView } from '../../../networks/remembering/views.ts';
import type { LayerWeights, NetworkWeights } from '../../../networks/weights.ts';
import {
  cellsOf,
  imitatedLayers,
  seenLayer,
  type FrozenLayer,
  type StudentConvolution,
  type StudentLevel,
} from './spec.ts';

/** Students of several layers of the pretrained network. */
export interface Pyramid extends FrozenTeacher {
  readonly levels: readonly StudentLevel[];
  /** μ and σ over the training set: of what students see, then of each level. */
  readonly moments: { readonly seen: ComponentMoments; readonly levels: readonly ComponentMoments[] };
  readonly students: readonly NetworkWeights[];
  /** A memory of the same teacher, of places at the same size, that judges together with the students; null: they judge alone. */
  readonly memory: RememberedView | null;
}

/** What counts how much in a model's score; in order: each level, then the memory. */
export interface PyramidWeights {
  readonly error: readonly number[];
  readonly uncertainty: readonly number[];
}

/** The map's cells: those of the finest level and of the memory. */
export const mapStride = descriptorSources.places.stride;

/**
 * The frozen features that students learn from: `frame` uint8 `[1, H, W, C]` → `seen` `[1, 24, h/4, w/4]`, `level_1`
 * `[1, 40, h/8, w/8]`, `level_2` `[1, 112, h/16, w/16]`, averaged over 3×3 cells, not yet standardised.
 */
export function frozenFeatureGraph(teacher: FrozenTeacher): Uint8Array {
  const graph = new GraphBuilder('frozen_features');
  const { seen, levels } = appendFrozen(graph, teacher);
  graph.output('seen', seen, 'float', featureShape(teacher, seenLayer));
  imitatedLayers.forEach((layer, index) =>
    graph.output(levelName(index), levels[index] ?? '', 'float', featureShape(teacher, layer)),
  );
  return graph.serialise();
}

/** The name of a level's features in {@link frozenFeatureGraph}. */
export function levelName(index: number): string {
  return `level_${index + 1}`;
}

/**
 * Raw scores of one level for the statistics: `frame` → `regression_error` and, with several students,
 * `predictive_uncertainty`, `[1, 1, rows, columns]` of the level.
 */
export function levelScoreGraph(pyramid: Pyramid, level: number): Uint8Array {
  const graph = new GraphBuilder('level_scores');
  const scores = appendStudents(graph, pyramid, appendFrozen(graph, pyramid))[level];
  const layer = pyramid.levels[level]?.layer;
  if (!scores || !layer) throw new RangeError(`The students have no level ${level}`);
  const shape = [1, 1, ...cellsOf(pyramid.size, layer.stride)];
  graph.output('regression_error', scores.regressionError, 'float', shape);
  if (scores.predictiveUncertainty !== null) {
    graph.output('predictive_uncertainty', scores.predictiveUncertainty, 'float', shape);
  }
  return graph.serialise();
}

/** Options of {@link pyramidGraph}. */
export interface PyramidGraphOptions {
  /** The memory's members: in the graph, or, for calibration, an input of theirs. */
  readonly members: MembersPlace;
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * The whole model in one graph, the teacher computed once: `frame` uint8 `[1, H, W, C]` → the outputs of every family's model. The
 * error is Σ w_l ẽ^(l) over the levels (and w d̃ of the memory), the uncertainty Σ w_l ṽ^(l), coarse levels resized to the map's cells.
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
  const mapGrid = viewGrid({ size, sees: 'places' });
  const frozen = appendFrozen(graph, pyramid);
  const errors: Weighed[] = [];
  const uncertainties: Weighed[] = [];
  appendStudents(graph, pyramid, frozen).forEach(({ regressionError, predictiveUncertainty }, level) => {
    const { layer, normalisation } = levelOf(pyramid, normalisations, level);
    const grid = cellsOf(size, layer.stride);
    const place = (value: string, statistics: ScaleNormalisation[keyof ScaleNormalisation]): string =>
      appendOnMap(graph, appendNormalised(graph, value, statistics, grid), grid, mapGrid);
    const error = place(regressionError, normalisation.regressionError);
    errors.push({ value: error, weight: weights.error[level] ?? 0 });
    const weight = weights.uncertainty[level] ?? 0;
    if (predictiveUncertainty === null || weight === 0) return;
    uncertainties.push({ value: place(predictiveUncertainty, normalisation.predictiveUncertainty), weight });
  });
  if (memory) {
    const features = appendJoined(graph, [frozen.seen, ...frozen.levels], mapGrid);
    const distance = appendNearest(graph, memory, features, mapGrid, members);
    const normalisation = normalisations[pyramid.levels.length];
    if (!normalisation) throw new RangeError('The memory has no statistics');
    const value = appendNormalised(graph, distance, normalisation.regressionError, mapGrid);
    errors.push({ value, weight: weights.error[pyramid.levels.length] ?? 0 });
  }
  const error = appendWeighedSum(graph, errors);
  const uncertainty =
    uncertainties.length === 0 ? appendNoUncertainty(graph, error) : appendWeighedSum(graph, uncertainties);
  appendModelOutputs(
    graph,
    { error, uncertainty },
    { size, stride: mapStride, grid: mapGrid, cells: 'centre' },
    settings,
  );
  return graph.serialise(metadata);
}

/** Names of the frozen features of a frame, averaged. */
interface Frozen {
  readonly seen: string;
  readonly levels: readonly string[];
}

function appendFrozen(graph: GraphBuilder, { backbone, size }: FrozenTeacher): Frozen {
  const frozen = [seenLayer, ...imitatedLayers];
  const image = appendFrame(graph, size);
  const [seen = '', ...levels] = appendAveragedLayers(graph, image, backbone, frozen, 'zero');
  return { seen, levels };
}

function featureShape({ size }: FrozenTeacher, { channels, stride }: FrozenLayer): number[] {
  return [1, channels, ...cellsOf(size, stride)];
}

/** Regression error and predictive uncertainty of each level. */
function appendStudents(graph: GraphBuilder, pyramid: Pyramid, frozen: Frozen): RawScores[] {
  const { levels, moments, students, size } = pyramid;
  const seen = appendStandardised(graph, frozen.seen, moments.seen);
  const imitations = students.map((weights, index) =>
    appendStudent(graph, seen, levels, weights, `student_${index + 1}`),
  );
  return levels.map(({ layer }, level) => {
    const levelMoments = moments.levels[level];
    if (!levelMoments) throw new RangeError(`Level ${level} has no moments`);
    const teacher = appendStandardised(graph, frozen.levels[level] ?? '', levelMoments);
    const predictions = imitations.map((imitation) => imitation[level] ?? '');
    return appendRawScores(graph, teacher, predictions, {
      size: layer.channels,
      grid: cellsOf(size, layer.stride),
    });
  });
}

/** Appends a student; gives the names of what it predicts for each level. */
function appendStudent(
  graph: GraphBuilder,
  seen: string,
  levels: readonly StudentLevel[],
  weights: NetworkWeights,
  prefix: string,
): string[] {
  let value = seen;
  let index = 0;
  const next = (): LayerWeights => {
    const layer = weights[index++];
    if (!layer) throw new RangeError('The student lacks weights');
    return layer;
  };
  return levels.map(({ convolutions }) => {
    for (const convolution of convolutions) {
      value = graph.node('Relu', [appendConvolution(graph, value, convolution, next(), prefix)]);
    }
    return appendConvolution(graph, value, null, next(), prefix);
  });
}

/** @param convolution null: a head of 1×1 */
function appendConvolution(
  graph: GraphBuilder,
  value: string,
  convolution: StudentConvolution | null,
  weights: LayerWeights,
  prefix: string,
): string {
  const [height, width, input, output] = weights.kernelShape;
  const kernel = graph.constant(`${prefix}/kernel`, [output, input, height, width], kernelPlanes(weights));
  const bias = graph.constant(`${prefix}/bias`, [output], weights.bias);
  const stride = convolution?.stride ?? 1;
  return graph.node('Conv', [value, kernel, bias], {
    kernel_shape: [height, width],
    strides: [stride, stride],
    pads: convolution === null ? [0, 0, 0, 0] : [1, 1, 1, 1],
  });
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

function levelOf(
  { levels }: Pyramid,
  normalisations: readonly ScaleNormalisation[],
  level: number,
): { layer: FrozenLayer; normalisation: ScaleNormalisation } {
  const layer = levels[level]?.layer;
  const normalisation = normalisations[level];
  if (!layer || !normalisation) throw new RangeError(`Level ${level} has no statistics`);
  return { layer, normalisation };
}
