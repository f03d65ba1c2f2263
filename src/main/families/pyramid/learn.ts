import { areaMask } from '../../../shared/domain/region.ts';
import { createImageOrder } from '../../learning/image-order.ts';
import { checkImages, followLoss } from '../../learning/loss-course.ts';
import type { SelectedImages } from '../../learning/select-images.ts';
import { throwIfCancelled, type TrainingHooks } from '../../learning/training-hooks.ts';
import type { TrainingOrder } from '../../learning/training-order.ts';
import { RunningMoments } from '../../networks/component-moments.ts';
import { seededRandom } from '../../networks/random.ts';
import type { TensorFlow } from '../../networks/tensorflow/load-tensorflow.ts';
import type { NetworkWeights } from '../../networks/weights.ts';
import type { PyramidCard } from './card.ts';
import type { FrozenFeatureSource } from './frozen-features.ts';
import type { Pyramid } from './graph/model-graph.ts';
import { cellsOf, seenLayer, studentLevels } from './graph/spec.ts';
import { stepsFor, type PyramidSettings } from './settings.ts';
import { trainPyramidStudent } from './student-trainer.ts';

export interface PyramidLesson extends Pick<SelectedImages, 'training' | 'validation'> {
  readonly order: TrainingOrder;
  readonly settings: PyramidSettings;
  readonly size: readonly [number, number];
  readonly features: FrozenFeatureSource;
  readonly hooks: TrainingHooks;
  /** Take the share (0..1) that is done. */
  readonly report: { moments(share: number): void; students(share: number): void };
}

/** What the seed draws for each student: {@link trainPyramidStudent}'s own seed and the order of images. */
const studentDraw = 5;

/** What students learn, and how well. */
export type LearntPyramid = Pick<Pyramid, 'levels' | 'moments' | 'students'> &
  Pick<PyramidCard, 'finalLoss'> & { readonly epochs: number };

/**
 * Streams μ and σ of every layer over the training images, then trains the students one after the other.
 *
 * @throws StationError CANCELLED, CORRUPT_MODEL, WORKER_FAILED
 */
export async function learnPyramid(tf: TensorFlow, lesson: PyramidLesson): Promise<LearntPyramid> {
  const { settings, training, order } = lesson;
  const levels = studentLevels(settings.width);
  const moments = await streamMoments(lesson, levels);
  const students: NetworkWeights[] = [];
  const finalLoss: PyramidCard['finalLoss'] = [];
  for (let student = 0; student < settings.students; student++) {
    const { weights, loss } = await learnOne(tf, lesson, { levels, moments }, student);
    students.push(weights);
    finalLoss.push(loss);
  }
  const steps = stepsFor(settings, training.length, order.epochs);
  return { levels, moments, students, finalLoss, epochs: (steps * settings.batchSize) / training.length };
}

async function streamMoments(
  { features, training, order, size, hooks, report }: PyramidLesson,
  levels: Pyramid['levels'],
): Promise<Pyramid['moments']> {
  const layers = [seenLayer, ...levels.map(({ layer }) => layer)];
  const running = layers.map(({ channels, stride }) => ({
    moments: new RunningMoments(channels),
    inside: areaMask(order.area, ...cellsOf(size, stride)),
  }));
  for (const [index, image] of training.entries()) {
    throwIfCancelled(hooks.signal);
    const { seen, levels: imitated } = await features.get(image);
    [seen, ...imitated].forEach((planes, at) => running[at]?.moments.add(planes, running[at].inside));
    report.moments((index + 1) / training.length);
  }
  const [seen, ...others] = running.map(({ moments }) => moments.result());
  if (!seen) throw new Error('Students see a layer');
  return { seen, levels: others };
}

async function learnOne(
  tf: TensorFlow,
  lesson: PyramidLesson,
  { levels, moments }: Pick<Pyramid, 'levels' | 'moments'>,
  student: number,
): Promise<{ weights: NetworkWeights; loss: PyramidCard['finalLoss'][number] }> {
  const { order, settings, size, training, features, hooks } = lesson;
  const steps = stepsFor(settings, training.length, order.epochs);
  const random = seededRandom(order.seed, studentDraw, student);
  const next = createImageOrder(training, random);
  const checks = await Promise.all(lesson.validation.slice(0, checkImages).map(features.get));
  const course = followLoss({
    student,
    steps,
    epochOf: (step) => (step * settings.batchSize) / training.length,
    onLoss: hooks.onLoss,
  });
  const weights = await trainPyramidStudent(
    tf,
    {
      levels,
      size,
      moments,
      inside: levels.map(({ layer }) => areaMask(order.area, ...cellsOf(size, layer.stride))),
      seed: random.integer(2 ** 32),
      steps,
      weightDecay: settings.weightDecay,
      learningRate: (passed) => (settings.learningRate * (1 + Math.cos(passed * Math.PI))) / 2,
      hardestShare: settings.hardestShare,
    },
    {
      signal: hooks.signal,
      batch: () => Promise.all(next(settings.batchSize).map(features.get)),
      onStep: (step, current, error) => {
        lesson.report.students((student + step / steps) / settings.students);
        course.step(step, current, () => error(checks));
      },
    },
  );
  return { weights, loss: course.loss };
}
