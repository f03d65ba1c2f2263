import {
  beginBackboneTraining,
  backboneMetadata,
  type BackboneTraining,
} from '../../learning/backbone-training.ts';
import { calibrate, type Calibration } from '../../learning/calibrate.ts';
import { keepByImage } from '../../learning/image-cache.ts';
import { permutation } from '../../learning/image-order.ts';
import { inputSizeFor } from '../../learning/input-size.ts';
import { modelFiles } from '../../learning/model-files.ts';
import { overallStatistics } from '../../learning/position-statistics.ts';
import type { PhaseShares } from '../../learning/progress.ts';
import { openDescriptors, type DescriptorSource } from '../../learning/remembering/descriptors.ts';
import { leaveAlikeOut, type LeaveOutView } from '../../learning/remembering/leave-alike-out.ts';
import type { Likeness } from '../../learning/remembering/likeness.ts';
import {
  rememberView,
  rememberViewAndLikeness,
  type OpenView,
} from '../../learning/remembering/remember-view.ts';
import type { ViewSettings } from '../../learning/remembering/settings.ts';
import { turnedCopies } from '../../learning/remembering/turned-copies.ts';
import { runtimeVersions } from '../../learning/runtime-versions.ts';
import { readImages, type SelectedImages } from '../../learning/select-images.ts';
import type { TrainingHooks } from '../../learning/training-hooks.ts';
import type { TrainingImage } from '../../learning/training-image.ts';
import type { TrainingOrder } from '../../learning/training-order.ts';
import { cardOrigin, contentOf, writeModel } from '../../learning/write-model.ts';
import { backboneMultiple } from '../../networks/onnx/backbone.ts';
import { seededRandom } from '../../networks/random.ts';
import { distanceGraph } from '../../networks/remembering/view-graphs.ts';
import { descriptorSources, mapIsJudged, memberCountOf, viewGrid } from '../../networks/remembering/views.ts';
import { memoryCards, type MemoryCard } from './card.ts';
import { memoryGraph } from './graph/model-graph.ts';
import { encodeMemory } from './learnt-file.ts';
import { memoryPresetSchema, memorySettings, type MemorySettings } from './settings.ts';

const phases: PhaseShares = [
  ['teacher-descriptors', 0.2],
  ['memory', 0.4],
  ['validation-statistics', 0.2],
  ['export', 0.2],
];

interface MemoryTraining extends BackboneTraining {
  readonly settings: MemorySettings;
}

/**
 * Trains a model with a memory: from the pretrained network's descriptors of good images it keeps as many as
 * cover them all.
 *
 * Every image is remembered. For statistics and limits, each image is judged without its own descriptors and
 * those of the images most like it, like an image that the memory does not know.
 *
 * @throws StationError TOO_FEW_IMAGES, NO_TEACHER, CORRUPT_MODEL, CANCELLED, DISK_FULL
 */
export async function trainMemory(order: TrainingOrder, hooks: TrainingHooks): Promise<MemoryCard> {
  const preset = memoryPresetSchema.parse(order.preset);
  const settings = memorySettings(preset, order.choices);
  const training: MemoryTraining = { ...(await beginBackboneTraining(order, hooks, phases)), settings };
  const { backbone, teacher } = training;
  const remembered = await rememberViews(training);
  const { views, images, skipped } = remembered;
  const judged = permutation(images.length, seededRandom(order.seed, 1))
    .slice(0, settings.judgedImages)
    .flatMap((index) => images.slice(index, index + 1));
  const calibration = await calibrateViews(training, remembered, judged);
  const { tamedBeyond } = settings;
  const graph = memoryGraph(
    { backbone, views },
    calibration.normalisations,
    { ...calibration.scoring, tamedBeyond },
    { members: 'constant', metadata: backboneMetadata(order) },
  );
  const learnt = encodeMemory(views);
  const cardViews = views.map((view, index) => describeView(view, calibration, index));
  const [first] = views;
  const card: MemoryCard = {
    format: 3,
    ...cardOrigin(order, { training: images, validation: judged, skipped }),
    family: 'memory',
    preset,
    graph: { file: modelFiles.graph, ...contentOf(graph), inputSize: [...first.size] },
    learnt: { file: 'memory.safetensors', ...contentOf(learnt) },
    settings: {
      teacher,
      seed: order.seed,
      members: cardViews.reduce((sum, { members }) => sum + members, 0),
      candidates: cardViews.reduce((sum, { candidates }) => sum + candidates, 0),
      radius: first.radius,
      stride: descriptorSources[first.sees].stride,
      smoothing: settings.smoothing,
      topShare: settings.topShare,
      tamedBeyond,
      turnedCopies: remembered.copies,
      area: order.area,
    },
    statistics: { distance: distanceOf(calibration, 0) },
    views: cardViews,
    thresholds: calibration.thresholds,
    pictures: calibration.pictures,
    trainingSeconds: training.seconds(),
    versions: runtimeVersions(null),
  };
  return writeModel(order.outputFolder, memoryCards, { graph, learnt, card });
}

interface RememberedViews {
  readonly views: readonly [LeaveOutView, ...LeaveOutView[]];
  /** Similarity of the images in the last view, which sees the most of a picture at once. */
  readonly likeness: Likeness;
  /** The readable images. */
  readonly images: readonly TrainingImage[];
  /** Number of turned copies remembered besides the images. */
  readonly copies: number;
  readonly skipped: SelectedImages['skipped'];
}

/** Reads the images once to find the usable ones, then remembers them in each view. */
async function rememberViews(training: MemoryTraining): Promise<RememberedViews> {
  const { order, settings, backbone, report, signal } = training;
  const [first, ...others] = settings.views;
  const firstView = viewOf(order, first);
  const source = await openDescriptors(backbone, firstView);
  try {
    const { get: descriptors } = keepByImage(source.descriptors, ({ byteLength }) => byteLength);
    const { readable: images, skipped } = await readImages(order.images, order.productName, descriptors, {
      signal,
      report: report.phase('teacher-descriptors'),
    });
    const remembering = report.phase('memory');
    const part =
      (index: number) =>
      (done: number): void =>
        remembering((index + done) / settings.views.length);
    let likeness: Likeness = { likest: () => [] };
    const remember = async (
      index: number,
      view: OpenView,
      from: DescriptorSource['descriptors'],
      of: readonly TrainingImage[],
    ): Promise<LeaveOutView> => {
      const common = { images: of, settings, signal, descriptors: from, report: part(index) };
      if (index < settings.views.length - 1) return rememberView(view, order, common);
      const last = await rememberViewAndLikeness(view, order, common);
      likeness = last;
      return last;
    };
    const unturned = await remember(0, firstView, descriptors, images);
    const copies = await turnedCopies(training, unturned, images);
    const all = [...images, ...copies];
    const views: [LeaveOutView, ...LeaveOutView[]] = [
      copies.length === 0 ? unturned : await remember(0, firstView, descriptors, all),
    ];
    for (const [index, viewSettings] of others.entries()) {
      const view = viewOf(order, viewSettings);
      const viewSource = await openDescriptors(backbone, view);
      try {
        views.push(await remember(index + 1, view, viewSource.descriptors, all));
      } finally {
        await viewSource.close();
      }
    }
    return { views, likeness, images, copies: copies.length, skipped };
  } finally {
    await source.close();
  }
}

function viewOf({ images }: TrainingOrder, { inputSize, ...view }: ViewSettings): OpenView {
  return { ...view, size: inputSizeFor(images, inputSize, backboneMultiple) };
}

function calibrateViews(
  { order, settings, backbone, report, signal }: MemoryTraining,
  { views, likeness, images }: RememberedViews,
  judged: readonly TrainingImage[],
): Promise<Calibration> {
  const membersWithout = leaveAlikeOut(likeness, images.length);
  return calibrate({
    settings,
    area: order.area,
    size: views[0].size,
    scales: views.map((view) => ({
      graph: distanceGraph(backbone, view),
      uncertain: false,
      grid: viewGrid(view),
      statistics: (cells, inside) => overallStatistics(cells, inside, settings.leastDeviation),
      inputs: (image) => membersWithout([view], image),
    })),
    graph: (normalisations, scoring) =>
      memoryGraph(
        { backbone, views },
        normalisations,
        { ...scoring, tamedBeyond: settings.tamedBeyond },
        { members: 'input', metadata: {} },
      ),
    scoreApart: !mapIsJudged(views),
    inputs: (image) => membersWithout(views, image),
    training: [],
    validation: judged,
    validationKind:
      'good images, each judged by the memory without the descriptors of itself and the images most like it',
    report,
    signal,
  });
}

function describeView(
  view: LeaveOutView,
  calibration: Calibration,
  index: number,
): NonNullable<MemoryCard['views']>[number] {
  const { name, sees, size, weight, mapWeight, candidates, radius } = view;
  return {
    name,
    sees,
    inputSize: [...size],
    members: memberCountOf(view),
    weight,
    mapWeight,
    candidates,
    radius,
    distance: distanceOf(calibration, index),
  };
}

function distanceOf({ statistics }: Calibration, index: number): MemoryCard['statistics']['distance'] {
  return statistics[index]?.regressionError ?? { mean: 0, deviation: 1 };
}
