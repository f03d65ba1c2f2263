import { calibrate } from '../../learning/calibrate.ts';
import { modelFiles } from '../../learning/model-files.ts';
import { positionStatistics } from '../../learning/position-statistics.ts';
import type { Progress } from '../../learning/progress.ts';
import type { SelectedImages } from '../../learning/select-images.ts';
import type { TrainingOrder } from '../../learning/training-order.ts';
import { cardOrigin, contentOf, graphMetadata, writeModel } from '../../learning/write-model.ts';
import type { ScaleNormalisation } from '../../networks/onnx/model-outputs.ts';
import { patchCards, type PatchCard, type ScaleCard } from './card.ts';
import { convolutionStatistics } from './convolution-statistics.ts';
import { patchGraph, rawScoreGraph, type Scale } from './graph/model-graph.ts';
import { encodeStudents, type LearntScale } from './learnt-file.ts';
import type { PatchSettings } from './settings.ts';
import { gridSize } from './training-window.ts';

/** A trained scale with its fields of the card. */
export type ScaleToExport = Scale &
  LearntScale &
  Pick<ScaleCard, 'trainedIn' | 'trainingStride' | 'window' | 'epochs' | 'seed' | 'finalLoss'> & {
    readonly source: ScaleCard['teacher'];
  };

/** Trained scales with all data for their model's card. */
export interface ModelToExport extends SelectedImages {
  readonly order: TrainingOrder;
  readonly preset: PatchCard['preset'];
  readonly settings: PatchSettings;
  /** At least one scale; all have the same input size. */
  readonly scales: readonly ScaleToExport[];
  readonly size: readonly [number, number];
  readonly versions: Readonly<Record<string, string>>;
  /** Seconds since the training began. */
  readonly seconds: () => number;
  readonly report: Progress;
  readonly signal: AbortSignal;
}

/** Calibrates the score and writes graph, students and card into the output folder. */
export async function exportModel(model: ModelToExport): Promise<PatchCard> {
  const { order, settings } = model;
  const scales: ScaleToExport[] = [];
  for (const scale of model.scales) scales.push(await inPrecision(model, scale));
  const scored = (normalisations: readonly ScaleNormalisation[]) =>
    scales.flatMap((scale, index) => {
      const normalisation = normalisations[index];
      return normalisation ? [{ ...scale, normalisation }] : [];
    });
  const calibration = await calibrate({
    ...model,
    area: order.area,
    validationKind: 'validation images',
    scales: scales.map((scale) => ({
      graph: rawScoreGraph(scale),
      uncertain: scale.students.length > 1,
      grid: gridSize(scale.teacher),
      statistics: positionStatistics,
    })),
    graph: (normalisations, scoring) => patchGraph(scored(normalisations), scoring, {}),
  });
  const graph = patchGraph(scored(calibration.normalisations), calibration.scoring, graphMetadata(order));
  const learnt = encodeStudents(scales);
  const card: PatchCard = {
    format: 2,
    ...cardOrigin(order, model),
    family: 'patch',
    preset: model.preset,
    extends: order.choices.extendsModelId,
    graph: { file: modelFiles.graph, ...contentOf(graph), inputSize: [...model.size] },
    students: { file: 'students.safetensors', ...contentOf(learnt) },
    settings: {
      width: settings.width,
      precision: settings.precision,
      students: settings.students,
      stride: settings.stride,
      batchSize: settings.batchSize,
      learningRate: settings.learningRate,
      weightDecay: settings.weightDecay,
      smoothing: settings.smoothing,
      topShare: settings.topShare,
      area: order.area,
    },
    scales: scales.flatMap((scale, index) => {
      const statistics = calibration.statistics[index];
      const { receptiveField, source, trainedIn, epochs, seed, window, finalLoss, trainingStride } = scale;
      const scaleFacts = { receptiveField, trainedIn, trainingStride, window, epochs, seed, finalLoss };
      return statistics ? [{ ...scaleFacts, teacher: source, statistics }] : [];
    }),
    thresholds: calibration.thresholds,
    pictures: calibration.pictures,
    trainingSeconds: model.seconds(),
    versions: { ...model.versions },
  };
  return writeModel(order.outputFolder, patchCards, { graph, learnt, card });
}

/** Returns the scale in the arithmetic used for inspection. */
async function inPrecision(
  { settings, validation, signal }: ModelToExport,
  scale: ScaleToExport,
): Promise<ScaleToExport> {
  const name = settings.precision;
  if (name !== 'int8') return { ...scale, precision: { name } };
  const statistics = await convolutionStatistics(scale, validation, signal);
  return { ...scale, precision: { name, statistics } };
}
