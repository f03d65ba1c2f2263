import { setImmediate as immediate } from 'node:timers/promises';
import type { Scalar, Tensor1D, Tensor2D } from '@tensorflow/tfjs-node';
import { divergence, requireFinite } from '../../learning/divergence.ts';
import { throwIfCancelled } from '../../learning/training-hooks.ts';
import type { ComponentMoments } from '../../networks/component-moments.ts';
import { seededRandom } from '../../networks/random.ts';
import { createAdam } from '../../networks/tensorflow/adam.ts';
import type { TensorFlow } from '../../networks/tensorflow/load-tensorflow.ts';
import { initialWeights, type NetworkWeights } from '../../networks/weights.ts';
import { imitatedLayers, studentKernels, type StudentWidths } from './graph/spec.ts';
import { trainablePyramidStudent } from './graph/trainable-student.ts';

/** Random stream of the student's seed besides its initial weights. */
const drawnPlaces = 1;

export interface PyramidStudentSettings {
  readonly widths: StudentWidths;
  /** Of each level. */
  readonly moments: readonly ComponentMoments[];
  /** `[positions]`, 1 where a position counts. */
  readonly inside: Uint8Array;
  readonly seed: number;
  readonly steps: number;
  /** Places per image in a step. */
  readonly placesPerImage: number;
  readonly weightDecay: number;
  /** Returns the learning rate at an elapsed share (0..1) of the steps. */
  readonly learningRate: (passed: number) => number;
  /** Share of a step's places that it learns from, those imitated worst, per level; in (0, 1]. */
  readonly hardestShare: number;
}

export interface PyramidStudentHooks {
  /** Returns the teacher's descriptors of a step's images, each `[D, positions]`. */
  batch(step: number): Promise<Float32Array[]>;
  /**
   * Called after each step.
   *
   * @param loss per channel, of the places learnt from
   * @param error returns the mean squared error per channel over all places of some images, without learning
   */
  onStep(step: number, loss: number, error: (descriptors: readonly Float32Array[]) => number): void;
  readonly signal: AbortSignal;
}

/**
 * Trains one student to imitate several layers of the frozen teacher on good images: L(S) = Σ_l mean over the
 * hardest places of 1/D_l ‖S^l(r,c) − (y^l(r,c) − μ^l)·diag(σ^l)⁻¹‖² (paper, section 3.2, level by level).
 * Places that are imitated well already are left out.
 *
 * @returns the trained weights
 * @throws StationError CANCELLED, WORKER_FAILED if the loss is no longer a number
 */
export async function trainPyramidStudent(
  tf: TensorFlow,
  settings: PyramidStudentSettings,
  hooks: PyramidStudentHooks,
): Promise<NetworkWeights> {
  const { widths, seed, steps, hardestShare, placesPerImage } = settings;
  const random = seededRandom(seed, drawnPlaces);
  const places = [...settings.inside.keys()].filter((place) => settings.inside[place] === 1);
  const draw = (): number[] =>
    Array.from({ length: placesPerImage }, () => places[random.integer(places.length)] ?? 0);
  const student = trainablePyramidStudent(tf, widths, initialWeights(studentKernels(widths), seed));
  const adam = createAdam(tf, student.variables, { weightDecay: settings.weightDecay });
  const means = (rows: Rows, share: number): Scalar => {
    const target = standardised(tf, rows, settings.moments);
    const targets = tf.split(target, channelsOfLevels, 1);
    const losses = student.imitate(target).map((prediction, level) => {
      const wanted = targets[level];
      if (!wanted) throw new RangeError(`A descriptor has no level ${level}`);
      return hardestMean(prediction.sub(wanted).square().mean<Tensor1D>(1), share);
    });
    return tf.addN(losses).div(losses.length);
  };
  const error = (descriptors: readonly Float32Array[]): number =>
    tf.tidy(
      () =>
        means(
          rowsOf(descriptors, () => places),
          1,
        ).dataSync()[0] ?? NaN,
    );
  try {
    for (let step = 0; step < steps; step++) {
      // A step blocks the event loop; this lets a cancellation arrive.
      await immediate();
      throwIfCancelled(hooks.signal);
      const rows = rowsOf(await hooks.batch(step), draw);
      const { value, grads } = tf.variableGrads(() => means(rows, hardestShare), [...student.variables]);
      adam.apply(grads, settings.learningRate(step / steps));
      const loss = value.dataSync()[0] ?? NaN;
      tf.dispose([value, grads]);
      if (!Number.isFinite(loss)) throw divergence(step + 1, 'the loss is');
      hooks.onStep(step + 1, loss, error);
    }
    return requireFinite(student.weights(), steps);
  } finally {
    adam.dispose();
    student.dispose();
  }
}

const channelsOfLevels = imitatedLayers.map(({ channels }) => channels);
const depth = channelsOfLevels.reduce((sum, channels) => sum + channels, 0);

/** Descriptors of places `[N, D]`, place by place. */
interface Rows {
  readonly values: Float32Array;
  readonly count: number;
}

/** Collects the descriptors of places of images, each image `[D, positions]`. */
function rowsOf(images: readonly Float32Array[], placesOf: () => readonly number[]): Rows {
  const chosen = images.map((planes) => ({ planes, places: placesOf() }));
  const count = chosen.reduce((sum, { places }) => sum + places.length, 0);
  const values = new Float32Array(count * depth);
  let at = 0;
  for (const { planes, places } of chosen) {
    const positions = planes.length / depth;
    for (const place of places) {
      for (let component = 0; component < depth; component++) {
        values[at++] = planes[component * positions + place] ?? NaN;
      }
    }
  }
  return { values, count };
}

/** Computes (y − μ)·diag(σ)⁻¹ of descriptors, all levels side by side. */
function standardised(
  tf: TensorFlow,
  { values, count }: Rows,
  moments: readonly ComponentMoments[],
): Tensor2D {
  const mean = moments.flatMap((level) => [...level.mean]);
  const deviation = moments.flatMap((level) => [...level.deviation]);
  return tf.tensor2d(values, [count, depth]).sub<Tensor2D>(tf.tensor1d(mean)).div(tf.tensor1d(deviation));
}

/** Computes the mean of the largest share of errors, a scalar. */
function hardestMean(errors: Tensor1D, share: number): Scalar {
  if (share >= 1) return errors.mean();
  // The selection is constant within a step, so only selected errors have a gradient.
  const sorted = errors.dataSync().toSorted((a, b) => b - a);
  const least = sorted[Math.max(Math.round(sorted.length * share), 1) - 1] ?? 0;
  const chosen = errors.greaterEqual(least).toFloat();
  return errors.mul(chosen).sum().div(chosen.sum());
}
