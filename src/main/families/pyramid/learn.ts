import { createImageOrder } from '../../learning/image-order.ts';
import { checkImages, followLoss } from '../../learning/loss-course.ts';
import type { SelectedImages } from '../../learning/select-images.ts';
import type { TrainingImage } from '../../learning/training-image.ts';
import { throwIfCancelled, type TrainingHooks } from '../../learning/training-hooks.ts';
import type { TrainingOrder } from '../../learning/training-order.ts';
import { RunningMoments } from '../../networks/component-moments.ts';
import { seededRandom } from '../../networks/random.ts';
import type { TensorFlow } from '../../networks/tensorflow/load-tensorflow.ts';
import type { NetworkWeights } from '../../networks/weights.ts';
import type { PyramidCard } from './card.ts';
import type { Pyramid } from './graph/model-graph.ts';
import { imitatedLayers } from './graph/spec.ts';
import { stepsFor, type PyramidSettings } from './settings.ts';
import { trainPyramidStudent } from './student-trainer.ts';

export interface PyramidLesson extends Pick<SelectedImages, 'training' | 'validation'> {
  readonly order: TrainingOrder;
  readonly settings: PyramidSettings;
  /** Returns the teacher's descriptors of an image, `[D, positions]`. */
  descriptors(image: TrainingImage): Promise<Float32Array>;
  /** `[positions]`, 1 where a position counts. */
  readonly inside: Uint8Array;
  readonly hooks: TrainingHooks;
  /** Each function takes the finished share (0..1) of its own work. */
  readonly report: { moments(share: number): void; students(share: number): void };
}

/** Random numbers drawn for each student: {@link trainPyramidStudent}'s seed and the order of images. */
const studentDraw = 5;

/** The trained students and their final losses. */
export type LearntPyramid = Pick<Pyramid, 'moments' | 'students'> &
  Pick<PyramidCard, 'finalLoss'> & { readonly epochs: number };

/**
 * Computes μ and σ of every layer over the training images, then trains the students one after the other.
 *
 * @throws StationError CANCELLED, CORRUPT_MODEL, WORKER_FAILED
 */
export async function learnPyramid(tf: TensorFlow, lesson: PyramidLesson): Promise<LearntPyramid> {
  const { settings, training, order } = lesson;
  const moments = await streamMoments(lesson);
  const students: NetworkWeights[] = [];
  const finalLoss: PyramidCard['finalLoss'] = [];
  for (let student = 0; student < settings.students; student++) {
    const { weights, loss } = await learnOne(tf, lesson, moments, student);
    students.push(weights);
    finalLoss.push(loss);
  }
  const steps = stepsFor(settings, training.length, order.epochs);
  return { moments, students, finalLoss, epochs: (steps * settings.batchSize) / training.length };
}

async function streamMoments({
  descriptors,
  training,
  inside,
  hooks,
  report,
}: PyramidLesson): Promise<Pyramid['moments']> {
  const levels = imitatedLayers.map(({ channels }) => ({ channels, moments: new RunningMoments(channels) }));
  for (const [index, image] of training.entries()) {
    throwIfCancelled(hooks.signal);
    const planes = await descriptors(image);
    let from = 0;
    for (const { channels, moments } of levels) {
      const to = from + channels * inside.length;
      moments.add(planes.subarray(from, to), inside);
      from = to;
    }
    report.moments((index + 1) / training.length);
  }
  return levels.map(({ moments }) => moments.result());
}

async function learnOne(
  tf: TensorFlow,
  lesson: PyramidLesson,
  moments: Pyramid['moments'],
  student: number,
): Promise<{ weights: NetworkWeights; loss: PyramidCard['finalLoss'][number] }> {
  const { order, settings, training, descriptors, inside, hooks } = lesson;
  const steps = stepsFor(settings, training.length, order.epochs);
  const random = seededRandom(order.seed, studentDraw, student);
  const next = createImageOrder(training, random);
  const checks = await Promise.all(lesson.validation.slice(0, checkImages).map(descriptors));
  const course = followLoss({
    student,
    steps,
    epochOf: (step) => (step * settings.batchSize) / training.length,
    onLoss: hooks.onLoss,
  });
  const weights = await trainPyramidStudent(
    tf,
    {
      widths: settings,
      moments,
      inside,
      seed: random.integer(2 ** 32),
      steps,
      placesPerImage: settings.placesPerImage,
      weightDecay: settings.weightDecay,
      learningRate: (passed) => (settings.learningRate * (1 + Math.cos(passed * Math.PI))) / 2,
      hardestShare: settings.hardestShare,
    },
    {
      signal: hooks.signal,
      batch: () => Promise.all(next(settings.batchSize).map(descriptors)),
      onStep: (step, current, error) => {
        lesson.report.students((student + step / steps) / settings.students);
        course.step(step, current, () => error(checks));
      },
    },
  );
  return { weights, loss: course.loss };
}
