import type { Precision } from '../../../../shared/domain/precision.ts';
import {
  appendNormalised,
  appendRawScores,
  type PositionNormalisation,
  type RawScores,
} from '../../../networks/onnx/anomaly-score.ts';
import { GraphBuilder } from '../../../networks/onnx/graph-builder.ts';
import {
  appendModelOutputs,
  appendNoUncertainty,
  type ScaleNormalisation,
  type ScoreSettings,
} from '../../../networks/onnx/model-outputs.ts';
import type { ConvolutionStatistics } from '../../../networks/onnx/precision.ts';
import { appendFrame } from '../../../networks/onnx/preprocess.ts';
import { standardisedOutput, type NetworkWeights } from '../../../networks/weights.ts';
import { densePlan, type DensePlan, type OutputStride } from './dense-plan.ts';
import {
  appendBorders,
  appendConvolutions,
  appendDenseNetwork,
  appendNetwork,
  type DenseNetwork,
} from './patch-network.ts';
import { patchShare } from './patch-share.ts';
import type { PatchNetworkSpec } from './spec.ts';

/** A teacher over whole images. */
export interface DenseTeacher {
  readonly spec: PatchNetworkSpec;
  readonly weights: NetworkWeights;
  readonly stride: OutputStride;
  /** Height and width the frame is resized to, pixels. */
  readonly size: readonly [number, number];
}

/** Teacher and trained students of one receptive field. */
export interface Scale {
  readonly teacher: DenseTeacher;
  /** μ and σ of the teacher's descriptors over the training set. */
  readonly moments: { readonly mean: Float64Array; readonly deviation: Float64Array };
  readonly students: readonly NetworkWeights[];
  /** Arithmetic of the networks; float32 when left out. */
  readonly precision?: ScalePrecision;
}

/** Precision of a scale; int8 has convolution statistics per network: the teacher, then the students. */
export type ScalePrecision =
  | { readonly name: Exclude<Precision, 'int8'> }
  | { readonly name: 'int8'; readonly statistics: readonly (readonly ConvolutionStatistics[])[] };

/** A scale ready for scoring. Scales of one model have the same input size and stride. */
export interface ScoredScale extends Scale {
  readonly normalisation: ScaleNormalisation;
}

/**
 * Builds the teacher's graph: `frame` uint8 `[1, H, W, C]` (C = 3, or 4 with an ignored alpha) → `input` `[1,
 * 3, h, w]`, `descriptors` `[1, D, h/stride, w/stride]`. Training reads its examples through the same nodes
 * as inspection (decision 0002).
 */
export function teacherGraph(teacher: DenseTeacher): Uint8Array {
  const graph = new GraphBuilder('teacher');
  const input = appendFrame(graph, teacher.size);
  const plan = planOf(teacher);
  const prefix = `teacher_${teacher.spec.receptiveField}`;
  const descriptors = appendDenseNetwork(graph, input, { plan, weights: teacher.weights, prefix });
  graph.output('input', input, 'float', [1, 3, ...teacher.size]);
  graph.output('descriptors', descriptors, 'float', [
    1,
    plan.spec.descriptorSize,
    plan.outputHeight,
    plan.outputWidth,
  ]);
  return graph.serialise();
}

/**
 * Builds the graph of raw scores for the validation statistics: `frame` → `regression_error`,
 * `predictive_uncertainty` (absent with a single student), `[1, 1, h/stride, w/stride]`.
 */
export function rawScoreGraph(scale: Scale): Uint8Array {
  const graph = new GraphBuilder('raw_scores');
  const { scores, plan } = appendScale(graph, appendFrame(graph, scale.teacher.size), scale);
  const shape = [1, 1, plan.outputHeight, plan.outputWidth];
  graph.output('regression_error', scores.regressionError, 'float', shape);
  if (scores.predictiveUncertainty !== null) {
    graph.output('predictive_uncertainty', scores.predictiveUncertainty, 'float', shape);
  }
  return graph.serialise();
}

/**
 * Builds a graph that measures the convolutions of a scale's networks, first the teacher's, then each
 * student's. `frame` → `least` and `most` of each output before its activation, `[convolutions]`;
 * `input_mean`, `input_least`, `positive_mean` and `negative_square` of each input (see
 * `ConvolutionStatistics`), `[channels]`, all channels in sequence.
 */
export function activationGraph(scale: Scale): Uint8Array {
  const graph = new GraphBuilder('activations');
  const input = appendFrame(graph, scale.teacher.size);
  const convolutions = networksOf(scale, planOf(scale.teacher)).flatMap((network) =>
    appendConvolutions(graph, input, network),
  );
  const list = graph.integers('list', [-1]);
  const places = graph.integers('places', [0, 2, 3]);
  const output = (name: string, values: readonly string[]): void => {
    const lists = values.map((value) => graph.node('Reshape', [value, list]));
    graph.output(name, graph.node('Concat', lists, { axis: 0 }), 'float', [name]);
  };
  const outputs = convolutions.map(({ convolved }) => convolved);
  const inputs = convolutions.map((convolution) => convolution.input);
  output(
    'least',
    outputs.map((value) => graph.node('ReduceMin', [value])),
  );
  output(
    'most',
    outputs.map((value) => graph.node('ReduceMax', [value])),
  );
  output(
    'input_mean',
    inputs.map((value) => graph.node('ReduceMean', [value, places])),
  );
  output(
    'input_least',
    inputs.map((value) => graph.node('ReduceMin', [value, places])),
  );
  const positive = inputs.map((value) => graph.node('Relu', [value]));
  output(
    'positive_mean',
    positive.map((value) => graph.node('ReduceMean', [value, places])),
  );
  const negative = inputs.map((value, at) => graph.node('Sub', [value, positive[at] ?? '']));
  output(
    'negative_square',
    negative.map((value) => graph.node('ReduceMean', [graph.node('Mul', [value, value]), places])),
  );
  return graph.serialise();
}

/**
 * Builds the whole model as one graph: `frame` uint8 `[1, H, W, C]` → the outputs of {@link
 * appendModelOutputs}, with 1/L Σ ẽ^(l) and 1/L Σ ṽ^(l) over the scales (paper, section 3.4).
 */
export function patchGraph(
  scales: readonly ScoredScale[],
  settings: ScoreSettings,
  metadata: Readonly<Record<string, string>>,
): Uint8Array {
  const graph = new GraphBuilder('loupe_patch_model');
  const { size, stride, grid } = commonLayout(scales);
  const input = appendFrame(graph, size);
  const parts = scales.map((scale) => appendNormalisedScale(graph, input, scale, grid));
  const mean = (maps: readonly string[]): string =>
    maps.length === 1
      ? graph.node('Identity', maps)
      : graph.node('Mul', [graph.node('Sum', maps), graph.scalar('scale_share', 1 / maps.length)]);
  const error = mean(parts.map((part) => part.error));
  const uncertainty = mean(parts.map((part) => part.uncertainty));
  appendModelOutputs(graph, { error, uncertainty }, { size, stride, grid, cells: 'corner' }, settings);
  return graph.serialise(metadata);
}

interface Layout {
  readonly size: readonly [number, number];
  readonly stride: OutputStride;
  /** Rows and columns of descriptors. */
  readonly grid: readonly [number, number];
}

function commonLayout(scales: readonly Scale[]): Layout {
  const [first, ...others] = scales.map(({ teacher }) => teacher);
  if (!first) throw new RangeError('A model needs at least one scale');
  const { size, stride } = first;
  if (others.some((other) => other.stride !== stride || other.size.join() !== size.join())) {
    throw new RangeError('The scales of a model need the same input size and stride');
  }
  return { size, stride, grid: [Math.ceil(size[0] / stride), Math.ceil(size[1] / stride)] };
}

function appendScale(
  graph: GraphBuilder,
  input: string,
  scale: Scale,
): { scores: RawScores; plan: DensePlan } {
  const plan = planOf(scale.teacher);
  const bordered = appendBorders(graph, input, plan, scale.precision?.name ?? 'float32');
  const [teacher = '', ...students] = networksOf(scale, plan).map((network) =>
    appendNetwork(graph, bordered, network),
  );
  const { descriptorSize: size } = plan.spec;
  const grid = [plan.outputHeight, plan.outputWidth] as const;
  return { scores: appendRawScores(graph, teacher, students, { size, grid }), plan };
}

function planOf({ spec, stride, size: [height, width] }: DenseTeacher): DensePlan {
  return densePlan(spec, stride, { height, width });
}

/**
 * Returns the networks: the teacher, then the students. The teacher's last layer computes (y^T − μ)·diag(σ)⁻¹
 * itself, which the students imitate (paper, section 3.2).
 */
function networksOf({ teacher, moments, students, precision }: Scale, plan: DensePlan): DenseNetwork[] {
  const { receptiveField } = plan.spec;
  const networks = [
    { weights: standardisedOutput(teacher.weights, moments), prefix: `teacher_${receptiveField}` },
    ...students.map((weights, index) => ({ weights, prefix: `student_${receptiveField}_${index + 1}` })),
  ];
  return networks.map((network, index) => ({
    ...network,
    plan,
    precision:
      precision?.name === 'int8'
        ? { name: 'int8', statistics: precision.statistics[index] ?? [] }
        : { name: precision?.name ?? 'float32' },
  }));
}

/**
 * Appends ẽ and ṽ of one scale, weighted by the share of each patch inside the picture. With a single student
 * ṽ is 0.
 */
function appendNormalisedScale(
  graph: GraphBuilder,
  input: string,
  scale: ScoredScale,
  grid: readonly [number, number],
): { error: string; uncertainty: string } {
  const { scores, plan } = appendScale(graph, input, scale);
  const { regressionError, predictiveUncertainty } = scores;
  const share = patchShare(plan);
  const weighed = ({ mean, deviation }: PositionNormalisation): PositionNormalisation => ({
    mean,
    deviation: deviation.map((value, index) => value / (share[index] ?? 1)),
  });
  const { normalisation } = scale;
  const error = appendNormalised(graph, regressionError, weighed(normalisation.regressionError), grid);
  const uncertainty =
    predictiveUncertainty === null
      ? appendNoUncertainty(graph, error)
      : appendNormalised(graph, predictiveUncertainty, weighed(normalisation.predictiveUncertainty), grid);
  return { error, uncertainty };
}
