import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { fileFailure } from '../file-failure.ts';
import { modelCardSchema, type ModelCard } from '../models/model-card.ts';
import { modelGraph } from '../networks/families/patch/model-graph.ts';
import { calibrate, type ModelToCalibrate } from './calibrate.ts';

/** A trained and measured ensemble with all that its card tells. */
export interface ModelToExport extends ModelToCalibrate {
  readonly epochs: number;
  readonly finalLoss: ModelCard['training']['finalLoss'];
  readonly teacher: { readonly name: string; readonly sha256: string };
  readonly skipped: readonly { readonly name: string; readonly message: string }[];
  readonly versions: Readonly<Record<string, string>>;
  /** Seconds since the training began. */
  readonly seconds: () => number;
}

/** Calibrates the score and writes `model.onnx` and `card.json` into the output folder. */
export async function exportModel(model: ModelToExport): Promise<ModelCard> {
  const { order, settings, ensemble } = model;
  const { scoring, statistics, thresholds } = await calibrate(model);
  const graph = modelGraph(ensemble, scoring, { model: order.modelId, product: order.productName });
  const file = 'model.onnx';
  const card = modelCardSchema.parse({
    format: 1,
    id: order.modelId,
    productId: order.productId,
    productName: order.productName,
    createdAt: Date.now(),
    family: order.family,
    preset: order.preset,
    graph: {
      file,
      sha256: createHash('sha256').update(graph).digest('hex'),
      bytes: graph.length,
      inputSize: [...ensemble.teacher.size],
    },
    teacher: model.teacher,
    settings: {
      receptiveField: settings.receptiveField,
      width: settings.width,
      students: settings.students,
      stride: settings.stride,
      epochs: model.epochs,
      batchSize: settings.batchSize,
      window: settings.window,
      learningRate: settings.learningRate,
      weightDecay: settings.weightDecay,
      smoothing: settings.smoothing,
      topShare: settings.topShare,
      seed: order.seed,
      region: order.region,
    },
    trainingImages: model.training.map(({ name, sha256 }) => ({ name, sha256 })),
    validationImages: model.validation.map(({ name, sha256 }) => ({ name, sha256 })),
    skippedImages: model.skipped.map(({ name, message }) => ({ name, message })),
    statistics,
    thresholds,
    training: { seconds: model.seconds(), finalLoss: model.finalLoss },
    versions: { ...model.versions },
  } satisfies ModelCard);
  await writeDurably(join(order.outputFolder, file), graph);
  await writeDurably(join(order.outputFolder, 'card.json'), `${JSON.stringify(card, null, 2)}\n`);
  return card;
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
