import { appendNormalised, appendRawScores, type RawScores } from '../../onnx/anomaly-score.ts';
import { GraphBuilder } from '../../onnx/graph-builder.ts';
import {
  appendModelOutputs,
  appendNoUncertainty,
  type ScaleNormalisation,
  type ScoreSettings,
} from '../../onnx/model-outputs.ts';
import { appendDenseNetwork } from '../../onnx/patch-network.ts';
import { appendFrame } from '../../onnx/preprocess.ts';
import { standardisedOutput, type NetworkWeights } from '../../weights.ts';
import { densePlan, type DensePlan, type OutputStride } from './dense-plan.ts';
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
}

/** A scale that is ready to score. Scales of one model have the same input size and stride. */
export interface ScoredScale extends Scale {
  readonly normalisation: ScaleNormalisation;
}

/**
 * A frame as the networks see it: input `frame` uint8 `[1, H, W, C]` (C = 3, or 4 with an alpha that is left out) →
 * outputs `input` `[1, 3, h, w]`, `descriptors` `[1, D, h/stride, w/stride]`. Training reads its examples through
 * the very nodes that inspection runs.
 */
export function teacherGraph(teacher: DenseTeacher): Uint8Array {
  const graph = new GraphBuilder('teacher');
  const input = appendFrame(graph, teacher.size);
  const { descriptors, plan } = appendTeacher(graph, input, teacher);
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
 * Raw scores for the validation statistics: `frame` → `regression_error`, `predictive_uncertainty` (absent with a
 * single student), `[1, 1, h/stride, w/stride]`.
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
 * The whole model in one graph: `frame` uint8 `[1, H, W, C]` → the outputs of {@link appendModelOutputs}, with 1/L Σ ẽ^(l) and
 * 1/L Σ ṽ^(l) over the scales (paper, section 3.4).
 */
export function modelGraph(
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

function appendTeacher(
  graph: GraphBuilder,
  input: string,
  { spec, weights, stride, size: [height, width] }: DenseTeacher,
): { descriptors: string; plan: DensePlan } {
  const plan = densePlan(spec, stride, { height, width });
  const prefix = `teacher_${spec.receptiveField}`;
  return { descriptors: appendDenseNetwork(graph, input, { plan, weights, prefix }), plan };
}

/** The teacher's last layer gives (y^T − μ)·diag(σ)⁻¹ itself, as the students see it (paper, section 3.2). */
function appendScale(
  graph: GraphBuilder,
  input: string,
  { teacher, moments, students }: Scale,
): { scores: RawScores; plan: DensePlan } {
  const weights = standardisedOutput(teacher.weights, moments);
  const { descriptors, plan } = appendTeacher(graph, input, { ...teacher, weights });
  const imitations = students.map((student, index) =>
    appendDenseNetwork(graph, input, {
      plan,
      weights: student,
      prefix: `student_${teacher.spec.receptiveField}_${index + 1}`,
    }),
  );
  const { descriptorSize: size } = teacher.spec;
  const grid = [plan.outputHeight, plan.outputWidth] as const;
  return { scores: appendRawScores(graph, descriptors, imitations, { size, grid }), plan };
}

/** ẽ and ṽ of one scale; ṽ is 0 where a single student has nobody to disagree with. */
function appendNormalisedScale(
  graph: GraphBuilder,
  input: string,
  scale: ScoredScale,
  grid: readonly [number, number],
): { error: string; uncertainty: string } {
  const { regressionError, predictiveUncertainty } = appendScale(graph, input, scale).scores;
  const { normalisation } = scale;
  const error = appendNormalised(graph, regressionError, normalisation.regressionError, grid);
  const uncertainty =
    predictiveUncertainty === null
      ? appendNoUncertainty(graph, error)
      : appendNormalised(graph, predictiveUncertainty, normalisation.predictiveUncertainty, grid);
  return { error, uncertainty };
}
