import { areaMask } from '../../../shared/domain/region.ts';
import { createImageOrder } from '../../learning/image-order.ts';
import { checkImages, followLoss } from '../../learning/loss-course.ts';
import { throwIfCancelled, type TrainingHooks } from '../../learning/training-hooks.ts';
import type { TrainingImage } from '../../learning/training-image.ts';
import type { TrainingOrder } from '../../learning/training-order.ts';
import { RunningMoments, type ComponentMoments } from '../../networks/component-moments.ts';
import { seededRandom } from '../../networks/random.ts';
import type { TensorFlow } from '../../networks/tensorflow/load-tensorflow.ts';
import type { NetworkWeights } from '../../networks/weights.ts';
import type { ScaleCard } from './card.ts';
import { createEarlyStop } from './early-stop.ts';
import { trainingStride } from './graph/dense-plan.ts';
import type { DenseTeacher } from './graph/model-graph.ts';
import type { LearntScale } from './learnt-file.ts';
import { epochsFor, leastImprovement, learningRateAt, type PatchSettings } from './settings.ts';
import { trainStudent } from './student-trainer.ts';
import type { ExampleSource } from './teacher-examples.ts';
import { gridSize, windowsPerImage } from './training-window.ts';

/** Everything that the students of one receptive field learn from. */
export interface ScaleTraining {
  readonly order: TrainingOrder;
  readonly settings: PatchSettings;
  /** The teacher at the training's stride. */
  readonly teacher: DenseTeacher;
  readonly source: ExampleSource;
  readonly training: readonly TrainingImage[];
  readonly validation: readonly TrainingImage[];
  /** Number of students of earlier scales. */
  readonly studentsBefore: number;
  readonly hooks: TrainingHooks;
  /** Each function takes the finished share (0..1) of its own work. */
  readonly report: { moments(share: number): void; students(share: number): void };
}

export type ScaleOutcome = LearntScale &
  Pick<ScaleCard, 'epochs' | 'finalLoss' | 'trainingStride' | 'window' | 'seed'>;

/** Returns the teacher at the stride of the training, whose minimum TensorFlow determines. */
export function teacherForTraining(teacher: DenseTeacher): DenseTeacher {
  return { ...teacher, stride: trainingStride(teacher.spec, teacher.stride) };
}

/**
 * Computes μ and σ of the teacher's descriptors over the training images, then trains the students one after
 * the other.
 *
 * @throws StationError CANCELLED, CORRUPT_MODEL, WORKER_FAILED
 */
export async function trainScale(tf: TensorFlow, scale: ScaleTraining): Promise<ScaleOutcome> {
  const { settings, teacher, training, order } = scale;
  const moments = await streamMoments(scale);
  const epochs = epochsFor(settings, training.length, order.epochs);
  const students: NetworkWeights[] = [];
  const finalLoss: ScaleCard['finalLoss'] = [];
  for (let student = 0; student < settings.students; student++) {
    const result = await trainOne(tf, scale, { student, moments, epochs });
    students.push(result.weights);
    finalLoss.push(result.loss);
  }
  const { receptiveField } = teacher.spec;
  return {
    receptiveField,
    moments,
    students,
    epochs,
    finalLoss,
    trainingStride: teacher.stride,
    window: settings.windows[receptiveField],
    seed: order.seed,
  };
}

async function streamMoments(scale: ScaleTraining): Promise<ComponentMoments> {
  const { teacher, source, training, hooks, report } = scale;
  const inside = areaMask(scale.order.area, ...gridSize(teacher));
  const moments = new RunningMoments(teacher.spec.descriptorSize);
  for (const [index, image] of training.entries()) {
    throwIfCancelled(hooks.signal);
    moments.add((await source.example(image)).descriptors, inside);
    report.moments((index + 1) / training.length);
  }
  return moments.result();
}

async function trainOne(
  tf: TensorFlow,
  scale: ScaleTraining,
  { student, moments, epochs }: { student: number; moments: ComponentMoments; epochs: number },
): Promise<{ weights: NetworkWeights; loss: ScaleCard['finalLoss'][number] }> {
  const { order, settings, teacher, source, training, hooks } = scale;
  const window = settings.windows[teacher.spec.receptiveField];
  const epochWindows = training.length * windowsPerImage(teacher, window);
  const steps = Math.max(1, Math.ceil((epochs * epochWindows) / settings.batchSize));
  const random = seededRandom(order.seed, 2, teacher.spec.receptiveField, student);
  const next = createImageOrder(training, random);
  const checks = await Promise.all(
    scale.validation.slice(0, checkImages).map((image) => source.example(image)),
  );
  const earlyStop = createEarlyStop(settings.patience, leastImprovement);
  const course = followLoss({
    student: scale.studentsBefore + student,
    steps,
    epochOf: (step) => (step * settings.batchSize) / epochWindows,
    onLoss: hooks.onLoss,
  });

  const weights = await trainStudent(
    tf,
    {
      spec: teacher.spec,
      stride: teacher.stride,
      size: teacher.size,
      seed: random.integer(2 ** 32),
      steps,
      window,
      weightDecay: settings.weightDecay,
      learningRate: (passed) => learningRateAt(settings, passed),
      moments,
      inside: areaMask(order.area, ...gridSize(teacher)),
    },
    {
      signal: hooks.signal,
      batch: () => Promise.all(next(settings.batchSize).map((image) => source.example(image))),
      onStep: (step, current, network) => {
        scale.report.students((student + step / steps) / settings.students);
        const checked = course.step(step, current, () => network.error(checks));
        return checked && earlyStop.check(course.loss.validation, network.weights) ? 'enough' : 'go on';
      },
    },
  );
  return { weights: settings.patience === null ? weights : (earlyStop.best() ?? weights), loss: course.loss };
}
