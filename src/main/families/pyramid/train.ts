import { pyramidPresetSchema, pyramidSettings, type PyramidSettings } from './settings.ts';
import { pyramidCards, type PyramidCard } from './card.ts';
import { modelFiles } from '../../learning/model-folder.ts';
import { distanceGraph, type FrozenTeacher } from '../memory/graph/model-graph.ts';
import { memberCountOf, viewGrid } from '../../networks/remembering/views.ts';
import { levelScoreGraph, mapStride, pyramidGraph, type Pyramid } from './graph/model-graph.ts';
import { cellsOf } from './graph/spec.ts';
import { backboneMultiple } from '../../networks/onnx/backbone.ts';
import type { TensorFlow } from '../../networks/tensorflow/load-tensorflow.ts';
import { readBackbone } from '../../learning/backbone-file.ts';
import { runtimeVersions } from '../../learning/runtime-versions.ts';
import { calibrate, type Calibration, type RawScoring } from '../../learning/calibrate.ts';
import { inputSizeFor } from '../../learning/input-size.ts';
import { overallStatistics } from '../../learning/position-statistics.ts';
import { createProgress, type PhaseShares, type Progress } from '../../learning/progress.ts';
import type { TrainingOrder } from '../../learning/training-order.ts';
import { selectImages, type SelectedImages } from '../../learning/select-images.ts';
import type { TrainingHooks } from '../../learning/training-hooks.ts';
import { cardOrigin, contentOf, graphMetadata, writeModel } from '../../learning/write-model.ts';
import { membersFor, openDescriptors, type JudgingView } from '../../learning/remembering/descriptors.ts';
import { rememberView } from '../../learning/remembering/remember-view.ts';
import type { MemorySettings } from '../memory/settings.ts';
import { openFrozenFeatures } from './frozen-features.ts';
import { encodePyramid } from './learnt-file.ts';
import { learnPyramid, type LearntPyramid } from './learn.ts';

const phases: Readonly<Record<'alone' | 'joined', PhaseShares>> = {
  alone: [
    ['teacher-descriptors', 0.08],
    ['students', 0.82],
    ['validation-statistics', 0.07],
    ['export', 0.03],
  ],
  joined: [
    ['teacher-descriptors', 0.07],
    ['students', 0.68],
    ['memory', 0.12],
    ['validation-statistics', 0.09],
    ['export', 0.04],
  ],
};

/** A training under way. */
interface Run extends SelectedImages {
  readonly order: TrainingOrder;
  readonly settings: PyramidSettings;
  readonly teacher: FrozenTeacher;
  readonly report: Progress;
  readonly signal: AbortSignal;
}

/**
 * Makes a model whose students imitate several layers of the frozen pretrained network; with the preset `joined` a memory of the
 * same network judges with them.
 *
 * @throws StationError TOO_FEW_IMAGES, NO_TEACHER, CORRUPT_MODEL, CANCELLED, DISK_FULL, WORKER_FAILED
 */
export async function trainPyramid(
  tf: TensorFlow,
  order: TrainingOrder,
  hooks: TrainingHooks,
): Promise<PyramidCard> {
  const started = performance.now();
  const preset = pyramidPresetSchema.parse(order.preset);
  const settings = pyramidSettings(preset, order.choices);
  const report = createProgress(hooks.onProgress, settings.memory ? phases.joined : phases.alone);
  const { model: backbone, sha256 } = await readBackbone(order.backboneFile);
  const teacher = { backbone, size: inputSizeFor(order.images, settings.inputSize, backboneMultiple) };
  const { signal } = hooks;
  const { learnt, images } = await learn(tf, { order, settings, teacher, report, hooks });
  const run: Run = { ...images, order, settings, teacher, report, signal };
  const remembered = settings.memory ? await remember(run, settings.memory) : null;
  const pyramid: Pyramid = { ...teacher, ...learnt, memory: remembered };
  const { calibration, graph } = await calibratePyramid(run, pyramid, remembered);
  const file = encodePyramid(pyramid);
  const card: PyramidCard = {
    format: 3,
    ...cardOrigin(order, images),
    family: 'pyramid',
    preset,
    graph: { file: modelFiles.graph, ...contentOf(graph), inputSize: [...teacher.size] },
    learnt: { file: 'pyramid.safetensors', ...contentOf(file) },
    settings: {
      teacher: { name: 'efficientnet-lite0', sha256 },
      seed: order.seed,
      students: settings.students,
      width: settings.width,
      epochs: learnt.epochs,
      batchSize: settings.batchSize,
      learningRate: settings.learningRate,
      weightDecay: settings.weightDecay,
      hardestShare: settings.hardestShare,
      weights: { error: [...settings.weights.error], uncertainty: [...settings.weights.uncertainty] },
      members: remembered ? memberCountOf(remembered) : null,
      stride: mapStride,
      smoothing: settings.smoothing,
      topShare: settings.topShare,
      area: order.area,
    },
    levels: learnt.levels.flatMap(({ layer: { name, stride, channels } }, level) => {
      const statistics = calibration.statistics[level];
      return statistics ? [{ layer: name, stride, channels, ...statistics }] : [];
    }),
    memory: remembered
      ? {
          distance: calibration.statistics[learnt.levels.length]?.regressionError ?? {
            mean: 0,
            deviation: 1,
          },
        }
      : null,
    finalLoss: learnt.finalLoss,
    thresholds: calibration.thresholds,
    trainingSeconds: (performance.now() - started) / 1000,
    versions: runtimeVersions(tf),
  };
  return writeModel(order.outputFolder, pyramidCards, { graph, learnt: file, card });
}

/** Reads the images and trains the students on the frozen teacher's features of them. */
async function learn(
  tf: TensorFlow,
  run: Pick<Run, 'order' | 'settings' | 'teacher' | 'report'> & { readonly hooks: TrainingHooks },
): Promise<{ learnt: LearntPyramid; images: SelectedImages }> {
  const { order, settings, teacher, report, hooks } = run;
  const features = await openFrozenFeatures(teacher);
  try {
    const reading = report.phase('teacher-descriptors');
    const images = await selectImages(order, features, null, {
      signal: hooks.signal,
      report: (share) => reading(share * 0.8),
    });
    const learnt = await learnPyramid(tf, {
      order,
      settings,
      size: teacher.size,
      features,
      hooks,
      ...images,
      report: { moments: (share) => reading(0.8 + share * 0.2), students: report.phase('students') },
    });
    return { learnt, images };
  } finally {
    await features.close();
  }
}

/** Remembers all images; each is judged by the memory without what it gave, so that none has to be held back. */
async function remember(run: Run, settings: MemorySettings): Promise<JudgingView> {
  const { order, teacher, training, validation, report, signal } = run;
  const view = { ...settings.views[0], size: teacher.size };
  const source = await openDescriptors(teacher.backbone, view);
  try {
    return await rememberView(view, order, {
      images: [...training, ...validation],
      descriptors: source.descriptors,
      settings,
      signal,
      report: report.phase('memory'),
    });
  } finally {
    await source.close();
  }
}

async function calibratePyramid(
  run: Run,
  pyramid: Pyramid,
  remembered: JudgingView | null,
): Promise<{ calibration: Calibration; graph: Uint8Array }> {
  const { order, settings, teacher, training, validation, report, signal } = run;
  const { size } = teacher;
  const scales = pyramid.levels.map(({ layer }, level): RawScoring => {
    const least = settings.leastDeviation * layer.channels;
    return {
      graph: levelScoreGraph(pyramid, level),
      uncertain: pyramid.students.length > 1,
      grid: cellsOf(size, layer.stride),
      statistics: (grid, inside) => overallStatistics(grid, inside, least),
    };
  });
  if (remembered && settings.memory) {
    const { leastDeviation } = settings.memory;
    scales.push({
      graph: distanceGraph(teacher.backbone, remembered),
      uncertain: false,
      grid: viewGrid(remembered),
      statistics: (grid, inside) => overallStatistics(grid, inside, leastDeviation),
    });
  }
  const calibration = await calibrate({
    settings,
    area: order.area,
    size,
    scales,
    graph: (normalisations, scoring) =>
      pyramidGraph(pyramid, normalisations, settings.weights, scoring, { members: 'input', metadata: {} }),
    inputs: (image) => (remembered ? membersFor([remembered], image) : {}),
    training,
    validation,
    validationKind: 'validation images',
    report,
    signal,
  });
  const graph = pyramidGraph(pyramid, calibration.normalisations, settings.weights, calibration.scoring, {
    members: 'constant',
    metadata: { ...graphMetadata(order), teacher: 'EfficientNet-Lite0, Apache-2.0' },
  });
  return { calibration, graph };
}
