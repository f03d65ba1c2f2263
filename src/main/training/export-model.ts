import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { fileFailure } from '../file-failure.ts';
import { modelCardSchema, type ModelCard, type ScaleCard } from '../models/model-card.ts';
import { modelFiles } from '../models/store.ts';
import { modelGraph, type Scale } from '../networks/families/patch/model-graph.ts';
import { calibrate, type ModelToCalibrate } from './calibrate.ts';
import type { SelectedImages } from './select-images.ts';
import { encodeStudents, type LearntScale } from './student-file.ts';

/** A trained scale with what the card tells of it. */
export type ScaleToExport = Scale &
  LearntScale &
  Pick<ScaleCard, 'trainedIn' | 'trainingStride' | 'window' | 'epochs' | 'seed' | 'finalLoss'> & {
    readonly source: ScaleCard['teacher'];
  };

/** Trained scales with all that their model's card tells. */
export interface ModelToExport extends ModelToCalibrate {
  readonly scales: readonly ScaleToExport[];
  readonly skipped: SelectedImages['skipped'];
  readonly versions: Readonly<Record<string, string>>;
  /** Seconds since the training began. */
  readonly seconds: () => number;
}

/** Calibrates the score and writes graph, students and card into the output folder. */
export async function exportModel(model: ModelToExport): Promise<ModelCard> {
  const { order, settings } = model;
  const calibration = await calibrate(model);
  const graph = modelGraph(calibration.scales, calibration.scoring, {
    model: order.modelId,
    product: order.productName,
  });
  const students = encodeStudents(model.scales);
  const card = modelCardSchema.parse({
    format: 2,
    id: order.modelId,
    productId: order.productId,
    productName: order.productName,
    createdAt: Date.now(),
    family: order.family,
    preset: order.preset,
    extends: order.choices.extendsModelId,
    graph: { file: modelFiles.graph, ...hashed(graph), inputSize: [...model.size] },
    students: { file: modelFiles.students, ...hashed(students) },
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
    scales: model.scales.flatMap((scale, index) => {
      const statistics = calibration.statistics[index];
      const { receptiveField, source, trainedIn, epochs, seed, window, finalLoss } = scale;
      const known = {
        receptiveField,
        trainedIn,
        trainingStride: scale.trainingStride,
        window,
        epochs,
        seed,
        finalLoss,
      };
      return statistics ? [{ ...known, teacher: source, statistics }] : [];
    }),
    trainingImages: model.training.map(({ name, sha256 }) => ({ name, sha256 })),
    validationImages: model.validation.map(({ name, sha256 }) => ({ name, sha256 })),
    skippedImages: model.skipped.map(({ name, message }) => ({ name, message })),
    thresholds: calibration.thresholds,
    trainingSeconds: model.seconds(),
    versions: { ...model.versions },
  } satisfies ModelCard);
  await writeDurably(join(order.outputFolder, modelFiles.graph), graph);
  await writeDurably(join(order.outputFolder, modelFiles.students), students);
  await writeDurably(join(order.outputFolder, modelFiles.card), `${JSON.stringify(card, null, 2)}\n`);
  return card;
}

function hashed(bytes: Uint8Array): { sha256: string; bytes: number } {
  return { sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length };
}

/** Writes a file and waits until it is on the disk. */
async function writeDurably(path: string, content: string | Uint8Array): Promise<void> {
  try {
    const file = await open(path, 'w');
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    throw fileFailure(error, path);
  }
}
