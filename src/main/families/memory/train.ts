import { memoryPresetSchema, memorySettings, type MemorySettings, type ViewSettings } from './settings.ts';
import { memoryCards, type MemoryCard } from './card.ts';
import { modelFiles } from '../../learning/model-folder.ts';
import { distanceGraph, memoryGraph } from './graph/model-graph.ts';
import { descriptorSources, memberCountOf, viewGrid } from '../../networks/remembering/views.ts';
import { backboneMultiple } from '../../networks/onnx/backbone.ts';
import type { OnnxModel } from '../../networks/onnx/onnx-schema.ts';
import { seededRandom } from '../../networks/random.ts';
import { readBackbone } from '../../learning/backbone-file.ts';
import { runtimeVersions } from '../../learning/runtime-versions.ts';
import { calibrate, type Calibration } from '../../learning/calibrate.ts';
import type { TrainingImage } from '../../learning/training-image.ts';
import { keepByImage } from '../../learning/image-cache.ts';
import { permutation } from '../../learning/image-order.ts';
import { inputSizeFor } from '../../learning/input-size.ts';
import { overallStatistics } from '../../learning/position-statistics.ts';
import { createProgress, type PhaseShares, type Progress } from '../../learning/progress.ts';
import type { TrainingOrder } from '../../learning/training-order.ts';
import { readImages } from '../../learning/select-images.ts';
import type { TrainingHooks } from '../../learning/training-hooks.ts';
import { cardOrigin, contentOf, graphMetadata, writeModel } from '../../learning/write-model.ts';
import { membersFor, openDescriptors, type JudgingView } from '../../learning/remembering/descriptors.ts';
import { encodeMemory } from './learnt-file.ts';
import { rememberView, type OpenView } from '../../learning/remembering/remember-view.ts';

const phases: PhaseShares = [
  ['teacher-descriptors', 0.2],
  ['memory', 0.4],
  ['validation-statistics', 0.2],
  ['export', 0.2],
];

/** A training under way. */
interface Run {
  readonly order: TrainingOrder;
  readonly settings: MemorySettings;
  readonly backbone: OnnxModel;
  readonly report: Progress;
  readonly signal: AbortSignal;
}

/**
 * Makes a model that remembers: the pretrained network's descriptors of the good images, as many as cover them all.
 *
 * Every image is remembered, and an image is nearer to a memory that holds it than a new one ever will be. So statistics and
 * limits come leave-one-image-out: each image is judged by the memory without what it gave to it (decision 0026).
 *
 * @throws StationError TOO_FEW_IMAGES, NO_TEACHER, CORRUPT_MODEL, CANCELLED, DISK_FULL
 */
export async function trainMemory(order: TrainingOrder, hooks: TrainingHooks): Promise<MemoryCard> {
  const started = performance.now();
  const preset = memoryPresetSchema.parse(order.preset);
  const own = memorySettings(preset);
  const settings = { ...own, falseRejectRates: order.choices.falseRejectRates ?? own.falseRejectRates };
  const { model: backbone, sha256 } = await readBackbone(order.backboneFile);
  const report = createProgress(hooks.onProgress, phases);
  const run: Run = { order, settings, backbone, report, signal: hooks.signal };
  const { views, images, skipped } = await rememberViews(run);
  const judged = permutation(images.length, seededRandom(order.seed, 1))
    .slice(0, settings.judgedImages)
    .flatMap((index) => images.slice(index, index + 1));
  const calibration = await calibrateViews(run, views, judged);
  const graph = memoryGraph({ backbone, views }, calibration.normalisations, calibration.scoring, {
    members: 'constant',
    metadata: { ...graphMetadata(order), teacher: 'EfficientNet-Lite0, Apache-2.0' },
  });
  const learnt = encodeMemory(views);
  const of = views.map((view, index) => describeView(view, calibration, index));
  const [first] = views;
  const card: MemoryCard = {
    format: 3,
    ...cardOrigin(order, { training: images, validation: judged, skipped }),
    family: 'memory',
    preset,
    graph: { file: modelFiles.graph, ...contentOf(graph), inputSize: [...first.size] },
    learnt: { file: 'memory.safetensors', ...contentOf(learnt) },
    settings: {
      teacher: { name: 'efficientnet-lite0', sha256 },
      seed: order.seed,
      members: of.reduce((sum, { members }) => sum + members, 0),
      candidates: of.reduce((sum, { candidates }) => sum + candidates, 0),
      radius: first.radius,
      stride: descriptorSources[first.sees].stride,
      smoothing: settings.smoothing,
      topShare: settings.topShare,
      area: order.area,
    },
    statistics: { distance: distanceOf(calibration, 0) },
    views: of,
    thresholds: calibration.thresholds,
    trainingSeconds: (performance.now() - started) / 1000,
    versions: runtimeVersions(null),
  };
  return writeModel(order.outputFolder, memoryCards, { graph, learnt, card });
}

interface RememberedViews {
  readonly views: readonly [JudgingView, ...JudgingView[]];
  /** Those that could be read. */
  readonly images: readonly TrainingImage[];
  readonly skipped: Awaited<ReturnType<typeof readImages>>['skipped'];
}

/** Reads the images once to learn which can be used, then remembers what each view sees of them. */
async function rememberViews(run: Run): Promise<RememberedViews> {
  const { order, settings, backbone, report, signal } = run;
  const [first, ...others] = settings.views;
  const near = viewOf(run, first);
  const source = await openDescriptors(backbone, near);
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
    const common = { images, settings, signal };
    const views: [JudgingView, ...JudgingView[]] = [
      await rememberView(near, order, { ...common, descriptors, report: part(0) }),
    ];
    for (const [index, settingsOf] of others.entries()) {
      const view = viewOf(run, settingsOf);
      const own = await openDescriptors(backbone, view);
      try {
        const from = { descriptors: own.descriptors, report: part(index + 1) };
        views.push(await rememberView(view, order, { ...common, ...from }));
      } finally {
        await own.close();
      }
    }
    return { views, images, skipped };
  } finally {
    await source.close();
  }
}

function viewOf({ order }: Run, { inputSize, ...view }: ViewSettings): OpenView {
  return { ...view, size: inputSizeFor(order.images, inputSize, backboneMultiple) };
}

function calibrateViews(
  { order, settings, backbone, report, signal }: Run,
  views: RememberedViews['views'],
  judged: readonly TrainingImage[],
): Promise<Calibration> {
  return calibrate({
    settings,
    area: order.area,
    size: views[0].size,
    scales: views.map((view) => ({
      graph: distanceGraph(backbone, view),
      uncertain: false,
      grid: viewGrid(view),
      statistics: (cells, inside) => overallStatistics(cells, inside, settings.leastDeviation),
      inputs: (image) => membersFor([view], image),
    })),
    graph: (normalisations, scoring) =>
      memoryGraph({ backbone, views }, normalisations, scoring, { members: 'input', metadata: {} }),
    inputs: (image) => membersFor(views, image),
    training: [],
    validation: judged,
    validationKind: 'good images, each judged by the memory without its own descriptors',
    report,
    signal,
  });
}

function describeView(
  view: JudgingView,
  calibration: Calibration,
  index: number,
): NonNullable<MemoryCard['views']>[number] {
  const { name, sees, size, weight, candidates, radius } = view;
  return {
    name,
    sees,
    inputSize: [...size],
    members: memberCountOf(view),
    weight,
    candidates,
    radius,
    distance: distanceOf(calibration, index),
  };
}

function distanceOf({ statistics }: Calibration, index: number): MemoryCard['statistics']['distance'] {
  return statistics[index]?.regressionError ?? { mean: 0, deviation: 1 };
}
