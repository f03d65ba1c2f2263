import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { InferenceSession } from 'onnxruntime-node';
import { regionMask } from '../../shared/domain/region.ts';
import { fileFailure } from '../file-failure.ts';
import { readImageFile } from '../images/read-image-file.ts';
import { modelCardSchema, type ModelCard } from '../models/model-card.ts';
import { densePlan } from '../networks/families/patch/dense-plan.ts';
import {
  modelGraph,
  rawScoreGraph,
  type Ensemble,
  type ScoreSettings,
} from '../networks/families/patch/model-graph.ts';
import { throwIfCancelled } from './cancellation.ts';
import { floatOutput, frameTensor, type TrainingImage } from './example-source.ts';
import { falseRejectRates, fitThresholds, type ValidationMap } from './fit-thresholds.ts';
import { RunningMoments } from './moments.ts';
import type { PresetSettings } from './presets.ts';
import type { Progress } from './progress.ts';
import type { TrainingOrder } from './protocol.ts';

/** A trained ensemble with all that its card tells. */
export interface ModelToExport {
  readonly order: TrainingOrder;
  readonly settings: PresetSettings;
  readonly ensemble: Ensemble;
  readonly epochs: number;
  readonly finalLoss: ModelCard['training']['finalLoss'];
  readonly teacher: { readonly name: string; readonly sha256: string };
  readonly training: readonly TrainingImage[];
  readonly validation: readonly TrainingImage[];
  readonly skipped: readonly { readonly name: string; readonly message: string }[];
  readonly versions: Readonly<Record<string, string>>;
  /** Seconds since the training began. */
  readonly seconds: () => number;
  readonly report: Progress;
  readonly signal: AbortSignal;
}

/** Takes the validation statistics and limits, and writes `model.onnx` and `card.json` into the output folder. */
export async function exportModel(model: ModelToExport): Promise<ModelCard> {
  const { order, settings, ensemble } = model;
  const statistics = await validationStatistics(model);
  const scoring: ScoreSettings = { ...statistics, smoothing: settings.smoothing, region: order.region };
  const graph = modelGraph(ensemble, scoring, { model: order.modelId, product: order.productName });
  const { scores, maps } = await validationScores(model, graph);
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
      learningRate: settings.learningRate,
      weightDecay: settings.weightDecay,
      smoothing: settings.smoothing,
      seed: order.seed,
      region: order.region,
    },
    trainingImages: model.training.map(({ name, sha256 }) => ({ name, sha256 })),
    validationImages: model.validation.map(({ name, sha256 }) => ({ name, sha256 })),
    skippedImages: model.skipped.map(({ name, message }) => ({ name, message })),
    statistics,
    thresholds: {
      ...fitThresholds(maps),
      method:
        `Exponential tail of the block maxima of ${scores.length} validation maps; false-reject rates ` +
        `${falseRejectRates.review} (review) and ${falseRejectRates.defect} (defect)`,
      validationScores: scores,
    },
    training: { seconds: model.seconds(), finalLoss: model.finalLoss },
    versions: { ...model.versions },
  } satisfies ModelCard);
  await writeDurably(join(order.outputFolder, file), graph);
  await writeDurably(join(order.outputFolder, 'card.json'), `${JSON.stringify(card, null, 2)}\n`);
  return card;
}

/** e_μ, e_σ, v_μ, v_σ over the validation images' positions inside the region (paper, section 3.3). */
async function validationStatistics(
  model: ModelToExport,
): Promise<Pick<ScoreSettings, 'regressionError' | 'predictiveUncertainty'>> {
  const { teacher, students } = model.ensemble;
  const report = model.report.phase('validation-statistics');
  const plan = densePlan(teacher.spec, teacher.stride, { height: teacher.size[0], width: teacher.size[1] });
  const inside = regionMask(model.order.region, plan.outputHeight, plan.outputWidth);
  const error = new RunningMoments(1);
  const uncertainty = new RunningMoments(1);
  const session = await InferenceSession.create(rawScoreGraph(model.ensemble));
  try {
    for (const [index, image] of model.validation.entries()) {
      throwIfCancelled(model.signal);
      const outputs = await session.run({ frame: frameTensor((await readImageFile(image.path)).frame) });
      error.add(floatOutput(outputs, 'regression_error'), inside);
      if (students.length > 1) uncertainty.add(floatOutput(outputs, 'predictive_uncertainty'), inside);
      report((index + 1) / model.validation.length);
    }
  } finally {
    await session.release();
  }
  const one = (moments: RunningMoments): { mean: number; deviation: number } => {
    const { mean, deviation } = moments.result();
    return { mean: mean[0] ?? 0, deviation: deviation[0] ?? 1 };
  };
  return {
    regressionError: one(error),
    predictiveUncertainty: students.length > 1 ? one(uncertainty) : { mean: 0, deviation: 1 },
  };
}

/** Image scores and maps of the validation set through the finished graph itself. */
async function validationScores(
  model: ModelToExport,
  graph: Uint8Array,
): Promise<{ scores: number[]; maps: ValidationMap[] }> {
  const [height, width] = model.ensemble.teacher.size;
  const inside = regionMask(model.order.region, height, width);
  const report = model.report.phase('export');
  const session = await InferenceSession.create(graph);
  const scores: number[] = [];
  const maps: ValidationMap[] = [];
  try {
    for (const [index, image] of model.validation.entries()) {
      throwIfCancelled(model.signal);
      const outputs = await session.run({ frame: frameTensor((await readImageFile(image.path)).frame) });
      scores.push(floatOutput(outputs, 'score')[0] ?? Number.NaN);
      maps.push({ map: floatOutput(outputs, 'map'), height, width, inside });
      report((index + 1) / model.validation.length);
    }
  } finally {
    await session.release();
  }
  return { scores, maps };
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
