import { InferenceSession } from 'onnxruntime-node';
import { StationError, messageOf } from '../../shared/domain/station-error.ts';
import { regionMask } from '../../shared/domain/region.ts';
import type { LossPoint, TrainingPhase } from '../../shared/contract/training.ts';
import type { DenseTeacher, Ensemble } from '../networks/families/patch/model-graph.ts';
import { teacherGraph } from '../networks/families/patch/model-graph.ts';
import { seededRandom } from '../networks/random.ts';
import type { TensorFlow } from '../networks/tensorflow/load-tensorflow.ts';
import type { NetworkWeights } from '../networks/weights.ts';
import type { ModelCard } from '../models/model-card.ts';
import { runtimeVersions } from '../teachers/runtime-versions.ts';
import { loadTeacher } from '../teachers/teacher-store.ts';
import { teacherId } from './teacher-id.ts';
import { throwIfCancelled } from './cancellation.ts';
import { createExampleSource, type ExampleSource, type TrainingImage } from './example-source.ts';
import { exportModel } from './export-model.ts';
import { createImageOrder, permutation } from './image-order.ts';
import { RunningMoments, type ComponentMoments } from '../networks/component-moments.ts';
import { epochsFor, learningRateAt, presets, type PresetSettings } from './presets.ts';
import { createProgress } from './progress.ts';
import type { TrainingOrder } from './protocol.ts';
import { minimumImages, splitValidation } from './split.ts';
import { trainStudent } from './student-trainer.ts';
import { gridSize, windowsPerImage } from './training-window.ts';

export interface TrainingHooks {
  onProgress(phase: TrainingPhase, progress: number, etaSeconds: number | null): void;
  onLoss(point: LossPoint): void;
  readonly signal: AbortSignal;
}

/** An image that was left out, and why. */
interface Skipped {
  readonly name: string;
  readonly message: string;
}

interface Prepared {
  readonly training: TrainingImage[];
  readonly validation: TrainingImage[];
  readonly skipped: Skipped[];
  readonly moments: ComponentMoments;
}

/** Validation examples that the loss curve looks at. */
const curveImages = 4;

/**
 * Trains a model: reads the images, streams μ and σ of the teacher's descriptors, trains the students one after the
 * other, takes the validation statistics and limits, and writes graph and card into the order's output folder.
 *
 * @throws StationError TOO_FEW_IMAGES, NO_TEACHER, CORRUPT_MODEL, CANCELLED, DISK_FULL, WORKER_FAILED
 */
export async function trainModel(
  tf: TensorFlow,
  order: TrainingOrder,
  hooks: TrainingHooks,
): Promise<ModelCard> {
  const started = performance.now();
  const settings = presets[order.preset];
  const loaded = await loadTeacher(order.teachersFolder, teacherId(settings));
  const teacher: DenseTeacher = {
    spec: loaded.spec,
    weights: loaded.weights,
    stride: settings.stride,
    size: [settings.inputSize, settings.inputSize],
  };
  const progress = createProgress(hooks.onProgress);
  const session = await InferenceSession.create(teacherGraph(teacher));
  const source = createExampleSource(session);
  try {
    const prepared = await prepare(order, teacher, source, hooks, progress.phase('teacher-descriptors'));
    const epochs = epochsFor(settings, prepared.training.length, order.epochs);
    const students: NetworkWeights[] = [];
    const finalLoss: ModelCard['training']['finalLoss'] = [];
    const report = progress.phase('students');
    for (let student = 0; student < settings.students; student++) {
      const result = await trainOne(tf, {
        order,
        settings,
        teacher,
        source,
        prepared,
        epochs,
        student,
        hooks,
        report,
      });
      students.push(result.weights);
      finalLoss.push(result.loss);
    }
    const ensemble: Ensemble = { teacher, moments: prepared.moments, students };
    return await exportModel({
      order,
      settings,
      ensemble,
      epochs,
      finalLoss,
      teacher: { name: loaded.card.id, sha256: loaded.card.weights.sha256 },
      versions: runtimeVersions(tf),
      ...prepared,
      seconds: () => (performance.now() - started) / 1000,
      report: progress,
      signal: hooks.signal,
    });
  } finally {
    await session.release();
  }
}

/** Reads every image once, drops what cannot be read, splits the rest, and streams μ and σ over the training set. */
async function prepare(
  order: TrainingOrder,
  teacher: DenseTeacher,
  source: ExampleSource,
  hooks: TrainingHooks,
  report: (share: number) => void,
): Promise<Prepared> {
  requireImages(order.images.length, order.productName);
  const readable: TrainingImage[] = [];
  const skipped: Skipped[] = [];
  const reads = order.images.length * 2;
  for (const [index, image] of order.images.entries()) {
    throwIfCancelled(hooks.signal);
    try {
      await source.example(image);
      readable.push(image);
    } catch (error) {
      if (error instanceof StationError && error.code === 'CORRUPT_MODEL') throw error;
      skipped.push({ name: image.name, message: messageOf(error) });
    }
    report((index + 1) / reads);
  }
  requireImages(readable.length, order.productName, skipped);
  const split = splitValidation(readable, permutation(readable.length, seededRandom(order.seed, 1)));
  const cells = regionMask(order.region, ...gridSize(teacher));
  const moments = new RunningMoments(teacher.spec.descriptorSize);
  for (const [index, image] of split.training.entries()) {
    throwIfCancelled(hooks.signal);
    moments.add((await source.example(image)).descriptors, cells);
    report((order.images.length + index + 1) / reads);
  }
  return { ...split, skipped, moments: moments.result() };
}

function requireImages(count: number, productName: string, skipped: readonly Skipped[] = []): void {
  if (count >= minimumImages) return;
  const unreadable =
    skipped.length > 0 ? ` ${skipped.length} could not be read: ${skipped[0]?.name ?? ''}.` : '';
  throw new StationError(
    'TOO_FEW_IMAGES',
    `“${productName}” has too few good images to train: at least ${minimumImages} are needed, 20 or more are ` +
      `recommended.${unreadable} Add good images, then train again.`,
  );
}

interface StudentJob {
  readonly order: TrainingOrder;
  readonly settings: PresetSettings;
  readonly teacher: DenseTeacher;
  readonly source: ExampleSource;
  readonly prepared: Prepared;
  readonly epochs: number;
  /** Which of the M students. */
  readonly student: number;
  readonly hooks: TrainingHooks;
  readonly report: (share: number) => void;
}

async function trainOne(
  tf: TensorFlow,
  job: StudentJob,
): Promise<{ weights: NetworkWeights; loss: { training: number; validation: number } }> {
  const { order, settings, teacher, source, prepared, student, hooks } = job;
  const images = prepared.training;
  const epochWindows = images.length * windowsPerImage(teacher, settings.window);
  const steps = Math.max(1, Math.ceil((job.epochs * epochWindows) / settings.batchSize));
  const random = seededRandom(order.seed, 2, student);
  const next = createImageOrder(images, random);
  const checks = await Promise.all(
    prepared.validation.slice(0, curveImages).map((image) => source.example(image)),
  );
  const every = Math.max(1, Math.floor(steps / 40));
  const loss = { training: Number.NaN, validation: Number.NaN };
  let smoothed = Number.NaN;

  const weights = await trainStudent(
    tf,
    {
      spec: teacher.spec,
      stride: teacher.stride,
      size: teacher.size,
      seed: random.integer(2 ** 32),
      steps,
      window: settings.window,
      weightDecay: settings.weightDecay,
      learningRate: (passed) => learningRateAt(settings, passed),
      moments: prepared.moments,
      region: regionMask(order.region, ...gridSize(teacher)),
    },
    {
      signal: hooks.signal,
      batch: () => Promise.all(next(settings.batchSize).map((image) => source.example(image))),
      onStep: (step, current, network) => {
        smoothed = Number.isNaN(smoothed) ? current : 0.9 * smoothed + 0.1 * current;
        job.report((student + step / steps) / settings.students);
        if (step % every === 0 || step === steps) {
          const check = step % (every * 4) === 0 || step === steps;
          const validation = check ? network.error(checks) : null;
          loss.training = smoothed;
          loss.validation = validation ?? loss.validation;
          const epoch = (step * settings.batchSize) / epochWindows;
          hooks.onLoss({ student, step, epoch, training: smoothed, validation });
        }
        return Promise.resolve();
      },
    },
  );
  return { weights, loss };
}
