import { setImmediate as immediate } from 'node:timers/promises';
import type { Scalar, Tensor, Tensor3D, Tensor4D } from '@tensorflow/tfjs-node';
import { divergence, requireFinite } from '../../learning/divergence.ts';
import { throwIfCancelled } from '../../learning/training-hooks.ts';
import type { ComponentMoments } from '../../networks/component-moments.ts';
import { seededRandom } from '../../networks/random.ts';
import { createAdam } from '../../networks/tensorflow/adam.ts';
import type { TensorFlow } from '../../networks/tensorflow/load-tensorflow.ts';
import { initialWeights, type NetworkWeights } from '../../networks/weights.ts';
import type { FrozenFeatures } from './frozen-features.ts';
import { cellsOf, seenLayer, studentKernels, type StudentLevel } from './graph/spec.ts';
import { trainablePyramidStudent, type TrainablePyramidStudent } from './graph/trainable-student.ts';

/** What the student's seed draws beside its initial weights. */
const flips = 1;

export interface PyramidStudentSettings {
  readonly levels: readonly StudentLevel[];
  /** Input height and width, pixels. */
  readonly size: readonly [number, number];
  readonly moments: { readonly seen: ComponentMoments; readonly levels: readonly ComponentMoments[] };
  /** Masks of the levels, each `[rows · columns]`: 1 where a position counts. */
  readonly inside: readonly Uint8Array[];
  readonly seed: number;
  readonly steps: number;
  readonly weightDecay: number;
  /** Learning rate at a share (0..1) of the steps that has passed. */
  readonly learningRate: (passed: number) => number;
  /** Share of a level's positions in a batch that a step learns from, those imitated worst; in (0, 1]. */
  readonly hardestShare: number;
}

export interface PyramidStudentHooks {
  /** The features of a step's images. */
  batch(step: number): Promise<FrozenFeatures[]>;
  /**
   * After each step.
   *
   * @param loss of the positions learnt from, per channel
   * @param error mean squared error per channel over all positions of some images; nothing is learnt
   */
  onStep(step: number, loss: number, error: (features: readonly FrozenFeatures[]) => number): void;
  readonly signal: AbortSignal;
}

/**
 * Trains one student to imitate several layers of the frozen teacher on good images:
 * L(S) = Σ_l mean over the hardest positions of 1/D_l ‖S^l(r,c) − (y^l(r,c) − μ^l)·diag(σ^l)⁻¹‖² (paper, section 3.2, level by
 * level). Positions imitated well already teach nothing more; half of the batches are mirrored.
 *
 * @returns the trained weights
 * @throws StationError CANCELLED, WORKER_FAILED when the loss is no longer a number
 */
export async function trainPyramidStudent(
  tf: TensorFlow,
  settings: PyramidStudentSettings,
  hooks: PyramidStudentHooks,
): Promise<NetworkWeights> {
  const { levels, seed, steps, hardestShare } = settings;
  const random = seededRandom(seed, flips);
  const student = trainablePyramidStudent(tf, levels, initialWeights(studentKernels(levels), seed));
  const adam = createAdam(tf, student.variables, { weightDecay: settings.weightDecay });
  const error = (features: readonly FrozenFeatures[]): number =>
    tf.tidy(() => {
      const maps = errorMaps(tf, student, settings, features, false);
      const all = maps.map((map, level) => hardestMean(tf, map, settings.inside[level], 1));
      return (tf.addN(all).dataSync()[0] ?? NaN) / maps.length;
    });
  try {
    for (let step = 0; step < steps; step++) {
      // A step blocks the event loop: this lets the message of a cancellation arrive.
      await immediate();
      throwIfCancelled(hooks.signal);
      const batch = await hooks.batch(step);
      const mirrored = random.next() < 0.5;
      const { value, grads } = tf.variableGrads(() => {
        const maps = errorMaps(tf, student, settings, batch, mirrored);
        const losses = maps.map((map, level) =>
          hardestMean(tf, map, settings.inside[level], hardestShare, mirrored),
        );
        return tf.addN(losses).asScalar();
      }, [...student.variables]);
      adam.apply(grads, settings.learningRate(step / steps));
      const loss = (value.dataSync()[0] ?? NaN) / levels.length;
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

/** Squared error per channel at each position of each level, `[B, rows, columns]`. */
function errorMaps(
  tf: TensorFlow,
  student: TrainablePyramidStudent,
  { levels, size, moments }: PyramidStudentSettings,
  features: readonly FrozenFeatures[],
  mirrored: boolean,
): Tensor3D[] {
  const read = (
    planes: readonly Float32Array[],
    grid: readonly [number, number],
    { mean, deviation }: ComponentMoments,
  ): Tensor4D => {
    const tensor = standardised(tf, planes, grid, mean, deviation);
    return mirrored ? tensor.reverse(2) : tensor;
  };
  const seen = read(
    features.map((image) => image.seen),
    cellsOf(size, seenLayer.stride),
    moments.seen,
  );
  return student.imitate(seen).map((prediction, level) => {
    const levelMoments = moments.levels[level];
    const layer = levels[level]?.layer;
    if (!levelMoments || !layer) throw new RangeError(`Level ${level} has no moments`);
    const planes = features.map((image) => image.levels[level] ?? new Float32Array());
    const target = read(planes, cellsOf(size, layer.stride), levelMoments);
    return prediction.sub(target).square().mean<Tensor3D>(3);
  });
}

/** Planes `[D, rows, columns]` of several images as `[B, rows, columns, D]`, (y − μ)·diag(σ)⁻¹. */
function standardised(
  tf: TensorFlow,
  planes: readonly Float32Array[],
  [rows, columns]: readonly [number, number],
  mean: Float64Array,
  deviation: Float64Array,
): Tensor4D {
  const images = planes.map((values) => tf.tensor4d(values, [1, mean.length, rows, columns]));
  return tf
    .concat4d(images, 0)
    .transpose<Tensor4D>([0, 2, 3, 1])
    .sub(tf.tensor1d(Float32Array.from(mean)))
    .div(tf.tensor1d(Float32Array.from(deviation)));
}

/** The mean over the positions inside that have the greatest values, a scalar; 0 where nothing is inside. */
function hardestMean(
  tf: TensorFlow,
  map: Tensor3D,
  inside: Uint8Array | undefined,
  share: number,
  mirrored = false,
): Scalar {
  const [images, rows, columns] = map.shape;
  const mask = tf
    .tensor3d(Float32Array.from(inside ?? new Uint8Array(rows * columns).fill(1)), [1, rows, columns])
    .tile<Tensor3D>([images, 1, 1]);
  const counted: Tensor = mirrored ? mask.reverse(2) : mask;
  const values = map.mul(counted);
  const positions = counted.sum().dataSync()[0] ?? 0;
  if (positions === 0) return tf.scalar(0);
  if (share >= 1) return values.sum().div(positions);
  // The choice is a constant of the step: only what is chosen has a gradient.
  const sorted = values.dataSync().toSorted((a, b) => b - a);
  const least = sorted[Math.max(Math.round(positions * share), 1) - 1] ?? 0;
  const chosen = values.greaterEqual(least).toFloat().mul(counted);
  return values.mul(chosen).sum().div(chosen.sum());
}
