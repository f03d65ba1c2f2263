import { areaMask } from '../../../shared/domain/region.ts';
import {
  backboneMetadata,
  beginBackboneTraining,
  type BackboneTraining,
} from '../../learning/backbone-training.ts';
import { calibrate, type Calibration, type RawScoring } from '../../learning/calibrate.ts';
import { keepByImage } from '../../learning/image-cache.ts';
import { inputSizeFor } from '../../learning/input-size.ts';
import { modelFiles } from '../../learning/model-files.ts';
import { overallStatistics } from '../../learning/position-statistics.ts';
import type { PhaseShares } from '../../learning/progress.ts';
import { openDescriptors, type DescriptorSource } from '../../learning/remembering/descriptors.ts';
import { leaveAlikeOut, type LeaveOutView } from '../../learning/remembering/leave-alike-out.ts';
import type { Likeness } from '../../learning/remembering/likeness.ts';
import { rememberViewAndLikeness } from '../../learning/remembering/remember-view.ts';
import { runtimeVersions } from '../../learning/runtime-versions.ts';
import { selectImages, type SelectedImages } from '../../learning/select-images.ts';
import type { TrainingHooks } from '../../learning/training-hooks.ts';
import type { TrainingOrder } from '../../learning/training-order.ts';
import { cardOrigin, contentOf, writeModel } from '../../learning/write-model.ts';
import { backboneMultiple } from '../../networks/onnx/backbone.ts';
import { distanceGraph } from '../../networks/remembering/view-graphs.ts';
import { memberCountOf, viewGrid } from '../../networks/remembering/views.ts';
import type { TensorFlow } from '../../networks/tensorflow/load-tensorflow.ts';
import { pyramidCards, type PyramidCard } from './card.ts';
import { levelScoreGraph, pyramidGraph, type Pyramid } from './graph/model-graph.ts';
import { imitatedLayers, mapStride } from './graph/spec.ts';
import { learnPyramid, type LearntPyramid } from './learn.ts';
import { encodePyramid } from './learnt-file.ts';
import { pyramidPresetSchema, pyramidSettings, type JoinedMemory, type PyramidSettings } from './settings.ts';

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

interface PyramidTraining extends BackboneTraining {
  readonly settings: PyramidSettings;
  /** Height and width the frame is resized to, pixels. */
  readonly size: readonly [number, number];
}

/** A training with its images read. */
interface PyramidTrainingOnImages extends PyramidTraining, SelectedImages {}

/**
 * Trains a model whose students imitate several layers of the frozen pretrained network; the preset `joined`
 * adds a memory of the same network.
 *
 * @throws StationError TOO_FEW_IMAGES, NO_TEACHER, CORRUPT_MODEL, CANCELLED, DISK_FULL, WORKER_FAILED
 */
export async function trainPyramid(
  tf: TensorFlow,
  order: TrainingOrder,
  hooks: TrainingHooks,
): Promise<PyramidCard> {
  const preset = pyramidPresetSchema.parse(order.preset);
  const settings = pyramidSettings(preset, order.choices);
  const begun = await beginBackboneTraining(order, hooks, settings.memory ? phases.joined : phases.alone);
  const size = inputSizeFor(order.images, settings.inputSize, backboneMultiple);
  const training: PyramidTraining = { ...begun, settings, size };
  const { learnt, remembered, images } = await learn(tf, training, hooks);
  const onImages: PyramidTrainingOnImages = { ...training, ...images };
  const pyramid: Pyramid = {
    backbone: begun.backbone,
    size,
    widths: settings,
    moments: learnt.moments,
    students: learnt.students,
    memory: remembered,
  };
  const { calibration, graph } = await calibratePyramid(onImages, pyramid, remembered);
  const file = encodePyramid(pyramid);
  const card: PyramidCard = {
    format: 3,
    ...cardOrigin(order, images),
    family: 'pyramid',
    preset,
    graph: { file: modelFiles.graph, ...contentOf(graph), inputSize: [...size] },
    learnt: { file: 'pyramid.safetensors', ...contentOf(file) },
    settings: {
      teacher: begun.teacher,
      seed: order.seed,
      students: settings.students,
      width: settings.width,
      bottleneck: settings.bottleneck,
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
    levels: imitatedLayers.flatMap(({ name, stride, channels }, level) => {
      const statistics = calibration.statistics[level];
      return statistics ? [{ layer: name, stride, channels, ...statistics }] : [];
    }),
    memory: remembered
      ? {
          distance: calibration.statistics[imitatedLayers.length]?.regressionError ?? {
            mean: 0,
            deviation: 1,
          },
        }
      : null,
    finalLoss: learnt.finalLoss,
    thresholds: calibration.thresholds,
    pictures: calibration.pictures,
    trainingSeconds: begun.seconds(),
    versions: runtimeVersions(tf),
  };
  return writeModel(order.outputFolder, pyramidCards, { graph, learnt: file, card });
}

/**
 * Reads the images, trains the students on the frozen teacher's descriptors, and makes the memory, if any.
 */
async function learn(
  tf: TensorFlow,
  training: PyramidTraining,
  hooks: TrainingHooks,
): Promise<{ learnt: LearntPyramid; remembered: (LeaveOutView & Likeness) | null; images: SelectedImages }> {
  const { order, settings, backbone, size, report } = training;
  const view = { size, sees: 'places' } as const;
  const teacher = await openDescriptors(backbone, view);
  const kept = keepByImage(teacher.descriptors, ({ byteLength }) => byteLength);
  try {
    const reading = report.phase('teacher-descriptors');
    const images = await selectImages(order, kept, null, {
      signal: hooks.signal,
      report: (share) => reading(share * 0.8),
    });
    const learnt = await learnPyramid(tf, {
      order,
      settings,
      descriptors: kept.get,
      inside: areaMask(order.area, ...viewGrid(view)),
      hooks,
      ...images,
      report: { moments: (share) => reading(0.8 + share * 0.2), students: report.phase('students') },
    });
    const { memory } = settings;
    const remembered = memory ? await remember({ ...training, ...images }, memory, kept.get) : null;
    return { learnt, remembered, images };
  } finally {
    await teacher.close();
  }
}

/** Remembers all images. None has to be held back, because calibration leaves images out (decision 0038). */
function remember(
  { order, size, training, validation, report, signal }: PyramidTrainingOnImages,
  settings: JoinedMemory,
  descriptors: DescriptorSource['descriptors'],
): Promise<LeaveOutView & Likeness> {
  return rememberViewAndLikeness({ ...settings.view, size }, order, {
    images: [...training, ...validation],
    descriptors,
    settings,
    signal,
    report: report.phase('memory'),
  });
}

async function calibratePyramid(
  { order, settings, backbone, size, training, validation, report, signal }: PyramidTrainingOnImages,
  pyramid: Pyramid,
  remembered: (LeaveOutView & Likeness) | null,
): Promise<{ calibration: Calibration; graph: Uint8Array }> {
  const levelGrid = viewGrid({ size, sees: 'places' });
  const scales = imitatedLayers.map(({ channels }, level): RawScoring => {
    const least = settings.leastDeviation * channels;
    return {
      graph: levelScoreGraph(pyramid, level),
      uncertain: pyramid.students.length > 1,
      grid: levelGrid,
      statistics: (grid, inside) => overallStatistics(grid, inside, least),
    };
  });
  if (remembered && settings.memory) {
    const { leastDeviation } = settings.memory;
    scales.push({
      graph: distanceGraph(backbone, remembered),
      uncertain: false,
      grid: viewGrid(remembered),
      statistics: (grid, inside) => overallStatistics(grid, inside, leastDeviation),
    });
  }
  const membersWithout = remembered && leaveAlikeOut(remembered, training.length + validation.length);
  const calibration = await calibrate({
    settings,
    area: order.area,
    size,
    scales,
    graph: (normalisations, scoring) =>
      pyramidGraph(pyramid, normalisations, settings.weights, scoring, { members: 'input', metadata: {} }),
    inputs: (image) => (remembered && membersWithout ? membersWithout([remembered], image) : {}),
    training,
    validation,
    validationKind: 'validation images',
    report,
    signal,
  });
  const graph = pyramidGraph(pyramid, calibration.normalisations, settings.weights, calibration.scoring, {
    members: 'constant',
    metadata: backboneMetadata(order),
  });
  return { calibration, graph };
}
