import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { StationError } from '../../shared/domain/station-error.ts';
import { RunningMoments } from '../networks/component-moments.ts';
import { kernelShapes, patchNetworkSpec, type PatchNetworkSpec } from '../families/patch/graph/spec.ts';
import type { TensorFlow } from '../networks/tensorflow/load-tensorflow.ts';
import { initialWeights } from '../networks/weights.ts';
import type { BackboneFeatures } from '../learning/backbone-features.ts';
import { batchLoader, type BatchLoader } from './batch-loader.ts';
import { loadCheckpoint, saveCheckpoint, type Checkpoint } from './checkpoint.ts';
import { listImages } from './image-list.ts';
import { lossRecorder } from './loss-recorder.ts';
import { openBackbone } from './open-backbone.ts';
import { createPretrainingNetwork, type Losses } from './pretraining-network.ts';
import {
  fractionDone,
  learningRateAt,
  type PretrainingSettings,
} from '../families/patch/pretraining-settings.ts';
import { targetStatistics } from './target-statistics.ts';
import { thinned, type TeacherCard } from '../families/patch/teacher-card.ts';
import { saveTeacher } from '../families/patch/teacher-store.ts';

export interface PretrainingProgress {
  readonly step: number;
  /** 0 to 1. */
  readonly fraction: number;
  /** Mean losses over the last steps. */
  readonly losses: Losses;
  readonly learningRate: number;
  readonly imagesPerSecond: number;
  readonly secondsLeft: number;
}

export interface PretrainingOptions {
  readonly tf: TensorFlow;
  readonly settings: PretrainingSettings;
  /** Folder of natural images, read with its subfolders. */
  readonly images: string;
  /** Description of these images for the card, without a path. */
  readonly dataDescription: string;
  /** Path of the pretrained network P as ONNX; read only if λ_k is above 0. */
  readonly backbone: string;
  /** Folder for checkpoint, weights and card; its name is the teacher's id. */
  readonly output: string;
  /** Whether to continue from the checkpoint in `output`. */
  readonly resume?: boolean;
  readonly versions: Readonly<Record<string, string>>;
  /** Called after every step. */
  readonly onProgress?: (progress: PretrainingProgress) => void;
  /** Ends the run after the current step and keeps a checkpoint. */
  readonly signal?: AbortSignal;
}

/** Number of batches for the mean and deviation of P's features. */
const statisticsBatches = 26;

/**
 * Pretrains a teacher on natural images (paper, 3.1): distillation from a pretrained network at every stride-th pixel of
 * random crops, metric learning and compactness, weighted by the settings. At every checkpoint the output folder holds a
 * usable teacher.
 *
 * @throws StationError NO_IMAGES, UNREADABLE_IMAGE, NO_TEACHER (no backbone), NOT_FOUND (nothing to resume), BAD_INPUT
 *   (resumed with other settings), WORKER_FAILED (the loss is no longer a number), CANCELLED
 */
export async function runPretraining(options: PretrainingOptions): Promise<TeacherCard> {
  const { tf, settings, output } = options;
  const spec = patchNetworkSpec(settings.receptiveField, settings.width);
  const { images } = await listImages(options.images, settings.receptiveField);
  const backbone = settings.lambdaK > 0 ? await openBackbone(options.backbone, spec, settings) : null;
  const loader = batchLoader(images, settings, backbone);
  try {
    const start = options.resume
      ? await resumed(output, spec, settings)
      : await fresh(spec, settings, backbone, loader.statisticsBatch);
    const network = createPretrainingNetwork(tf, spec, settings, start.state);
    const recorder = lossRecorder(start.progress.history);
    const clock = stopwatch(start.progress.seconds);
    let { step } = start.progress;
    const fraction = () => fractionDone(settings, step, clock.seconds());
    const save = async () => {
      const progress = { step, seconds: clock.seconds(), settings, history: recorder.history() };
      const state = network.state();
      await saveCheckpoint(output, { progress, state });
      return saveTeacher(
        output,
        state.weights,
        card(options, spec, { progress, images: images.length, backbone, finished: fraction() >= 1 }),
      );
    };
    try {
      while (fraction() < 1) {
        if (options.signal?.aborted) {
          await save();
          throw new StationError('CANCELLED', `Pretraining was stopped at step ${step}; it can be resumed.`);
        }
        const batch = await loader.take(step);
        // TensorFlow blocks this thread during a step, so let later batches start to load before.
        await nextTurn();
        const learningRate = learningRateAt(settings, fraction());
        const losses = network.train(batch, learningRate);
        assertFinite(losses, step);
        step++;
        recorder.add(step, losses);
        options.onProgress?.({
          step,
          fraction: fraction(),
          losses: recorder.recent(),
          learningRate,
          ...clock.rates(settings, fraction()),
        });
        if (step % settings.checkpointSteps === 0 && fraction() < 1) await save();
      }
      return await save();
    } finally {
      network.dispose();
    }
  } finally {
    await loader.settle();
    await backbone?.release();
  }
}

function assertFinite({ total }: Losses, step: number): void {
  if (Number.isFinite(total)) return;
  throw new StationError(
    'WORKER_FAILED',
    `The loss is no longer a number at step ${step}. Pretrain again with a lower learning rate.`,
  );
}

async function fresh(
  spec: PatchNetworkSpec,
  settings: PretrainingSettings,
  backbone: BackboneFeatures | null,
  features: BatchLoader['statisticsBatch'],
): Promise<Checkpoint> {
  const shapes = kernelShapes(spec);
  const channels = backbone?.channels ?? 0;
  const decoderShape: [number, number, number, number] = [1, 1, spec.descriptorSize, channels];
  const all = initialWeights(backbone ? [...shapes, decoderShape] : shapes, settings.seed);
  const moments = new RunningMoments(channels);
  for (let index = 0; backbone && index < statisticsBatches; index++) {
    moments.addRows(await features(index));
  }
  return {
    progress: { step: 0, seconds: 0, settings, history: [] },
    state: {
      weights: all.slice(0, shapes.length),
      decoder: backbone ? (all[shapes.length] ?? null) : null,
      adam: null,
      targets: backbone ? targetStatistics(moments) : null,
    },
  };
}

async function resumed(
  output: string,
  spec: PatchNetworkSpec,
  settings: PretrainingSettings,
): Promise<Checkpoint> {
  const checkpoint = await loadCheckpoint(output, kernelShapes(spec));
  // A resumed run may change its length and the times of its checkpoints, but nothing that it computes.
  const fixed = (given: PretrainingSettings) =>
    JSON.stringify({ ...given, steps: null, minutes: null, checkpointSteps: null });
  if (fixed(checkpoint.progress.settings) !== fixed(settings)) {
    throw new StationError(
      'BAD_INPUT',
      `The checkpoint in ${output} was made with other settings. Use the same ones, or start anew in another folder.`,
      `then ${fixed(checkpoint.progress.settings)}, now ${fixed(settings)}`,
    );
  }
  return checkpoint;
}

function stopwatch(secondsBefore: number) {
  const started = performance.now();
  const here = () => (performance.now() - started) / 1000;
  let steps = 0;
  return {
    seconds: () => secondsBefore + here(),
    rates(settings: PretrainingSettings, fraction: number) {
      steps++;
      const seconds = secondsBefore + here();
      return {
        imagesPerSecond: (steps * settings.batchSize) / here(),
        secondsLeft: (seconds / fraction) * (1 - fraction),
      };
    },
  };
}

function card(
  options: PretrainingOptions,
  spec: PatchNetworkSpec,
  run: {
    readonly progress: Checkpoint['progress'];
    readonly images: number;
    readonly backbone: BackboneFeatures | null;
    readonly finished: boolean;
  },
): Omit<TeacherCard, 'weights'> {
  return {
    formatVersion: 1,
    id: path.basename(path.resolve(options.output)),
    family: 'patch',
    receptiveField: spec.receptiveField,
    width: spec.width,
    descriptorSize: spec.descriptorSize,
    createdAt: new Date().toISOString(),
    data: { description: options.dataDescription, images: run.images },
    distilledFrom: run.backbone && {
      name: path.basename(options.backbone, '.onnx'),
      sha256: run.backbone.sha256,
    },
    settings: options.settings,
    steps: run.progress.step,
    minutes: Math.round(run.progress.seconds / 6) / 10,
    finished: run.finished,
    losses: thinned(run.progress.history),
    versions: { ...options.versions },
  };
}
