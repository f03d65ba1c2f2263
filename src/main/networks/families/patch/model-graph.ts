import type { PositionNormalisation, RawScores } from '../../onnx/anomaly-score.ts';
import {
  appendCalibrated,
  appendNormalised,
  appendNormalisedTeacher,
  appendRawScores,
  appendRegion,
  appendSmoothing,
  appendTopShare,
  appendUpsampling,
} from '../../onnx/anomaly-score.ts';
import { GraphBuilder } from '../../onnx/graph-builder.ts';
import { appendDenseNetwork } from '../../onnx/patch-network.ts';
import { appendPreprocessing } from '../../onnx/preprocess.ts';
import type { NetworkWeights } from '../../weights.ts';
import { densePlan, type DensePlan, type OutputStride } from './dense-plan.ts';
import type { PatchNetworkSpec } from './spec.ts';
import { regionMask, type Region } from '../../../../shared/domain/region.ts';

/** A teacher over whole images. */
export interface DenseTeacher {
  readonly spec: PatchNetworkSpec;
  readonly weights: NetworkWeights;
  readonly stride: OutputStride;
  /** Height and width the frame is resized to, pixels. */
  readonly size: readonly [number, number];
}

/** Teacher and trained students. */
export interface Ensemble {
  readonly teacher: DenseTeacher;
  /** μ and σ of the teacher's descriptors over the training set. */
  readonly moments: { readonly mean: Float64Array; readonly deviation: Float64Array };
  readonly students: readonly NetworkWeights[];
}

/** What turns raw scores into the score of a frame. */
export interface ScoreSettings {
  readonly regressionError: PositionNormalisation;
  readonly predictiveUncertainty: PositionNormalisation;
  /** Standard deviation of the map's Gaussian, pixels of the resized frame. */
  readonly smoothing: number;
  /** The score is the mean over this share of the map's positions, the highest ones; in (0, 1]. */
  readonly topShare: number;
  /** What becomes 0.5 of the score and of the map, in units of ẽ + ṽ. */
  readonly limits: { readonly score: number; readonly map: number };
  readonly region: Region | null;
}

/**
 * A frame as the networks see it: input `frame` uint8 `[1, H, W, C]` (C = 3, or 4 with an alpha that is left out) →
 * outputs `input` `[1, 3, h, w]`, `descriptors` `[1, D, h/stride, w/stride]`. Training reads its examples through
 * the very nodes that inspection runs.
 */
export function teacherGraph(teacher: DenseTeacher): Uint8Array {
  const graph = new GraphBuilder('teacher');
  const { input, descriptors, plan } = appendTeacher(graph, teacher);
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
export function rawScoreGraph(ensemble: Ensemble): Uint8Array {
  const graph = new GraphBuilder('raw_scores');
  const { scores, plan } = appendEnsemble(graph, ensemble);
  const shape = [1, 1, plan.outputHeight, plan.outputWidth];
  graph.output('regression_error', scores.regressionError, 'float', shape);
  if (scores.predictiveUncertainty !== null) {
    graph.output('predictive_uncertainty', scores.predictiveUncertainty, 'float', shape);
  }
  return graph.serialise();
}

/**
 * The whole model in one graph: `frame` uint8 `[1, H, W, C]` → `map` `[1, 1, h, w]` = ẽ + ṽ smoothed, `score` `[1]` the
 * mean of its highest positions, both calibrated to 0.5 at their limits; and `regression_error` ẽ,
 * `predictive_uncertainty` ṽ (0 with a single student) of the map's shape, in units of their deviation.
 */
export function modelGraph(
  ensemble: Ensemble,
  settings: ScoreSettings,
  metadata: Readonly<Record<string, string>>,
): Uint8Array {
  const graph = new GraphBuilder('loupe_patch_model');
  const { scores, plan } = appendEnsemble(graph, ensemble);
  const { size, stride } = ensemble.teacher;
  const grid: [number, number] = [plan.outputHeight, plan.outputWidth];
  const error = appendNormalised(graph, scores.regressionError, settings.regressionError, grid);
  const uncertainty =
    scores.predictiveUncertainty === null
      ? graph.node('Mul', [error, graph.scalar('no_uncertainty', 0)])
      : appendNormalised(graph, scores.predictiveUncertainty, settings.predictiveUncertainty, grid);
  const cells = regionMask(settings.region, ...grid);
  const sum = appendRegionWeight(graph, graph.node('Add', [error, uncertainty]), cells, plan);
  const smooth = appendSmoothing(graph, sum, settings.smoothing / stride);
  const top = appendTopShare(graph, smooth, cells, settings.topShare);
  const upsampled = appendUpsampling(graph, appendCalibrated(graph, smooth, settings.limits.map), size);
  const map = appendRegion(graph, upsampled, regionMask(settings.region, ...size), size);
  const shape = [1, 1, ...size];
  graph.output('score', appendCalibrated(graph, top, settings.limits.score), 'float', [1]);
  graph.output('map', map, 'float', shape);
  graph.output('regression_error', appendUpsampling(graph, error, size), 'float', shape);
  graph.output('predictive_uncertainty', appendUpsampling(graph, uncertainty, size), 'float', shape);
  return graph.serialise(metadata);
}

function appendTeacher(
  graph: GraphBuilder,
  teacher: DenseTeacher,
): { input: string; descriptors: string; plan: DensePlan } {
  const [height, width] = teacher.size;
  const frame = graph.input('frame', 'uint8', [1, 'height', 'width', 'channels']);
  const colour = graph.node('Slice', [
    frame,
    graph.integers('first_channel', [0]),
    graph.integers('after_last_channel', [3]),
    graph.integers('channel_axis', [3]),
  ]);
  const input = appendPreprocessing(graph, colour, { height, width });
  const plan = densePlan(teacher.spec, teacher.stride, { height, width });
  const descriptors = appendDenseNetwork(graph, input, { plan, weights: teacher.weights, prefix: 'teacher' });
  return { input, descriptors, plan };
}

function appendEnsemble(graph: GraphBuilder, ensemble: Ensemble): { scores: RawScores; plan: DensePlan } {
  const { input, descriptors, plan } = appendTeacher(graph, ensemble.teacher);
  const teacher = appendNormalisedTeacher(graph, descriptors, ensemble.moments);
  const students = ensemble.students.map((weights, index) =>
    appendDenseNetwork(graph, input, { plan, weights, prefix: `student_${index + 1}` }),
  );
  return { scores: appendRawScores(graph, teacher, students), plan };
}

/** Cells outside the region count as ordinary (0), so that smoothing carries nothing of theirs inside. */
function appendRegionWeight(graph: GraphBuilder, map: string, cells: Uint8Array, plan: DensePlan): string {
  if (cells.every((value) => value === 1)) return map;
  const weight = graph.constant(
    'region_cells',
    [1, 1, plan.outputHeight, plan.outputWidth],
    Float32Array.from(cells),
  );
  return graph.node('Mul', [map, weight]);
}
