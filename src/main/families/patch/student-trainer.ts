import { setImmediate as immediate } from 'node:timers/promises';
import type { Tensor } from '@tensorflow/tfjs-node';
import { divergence, requireFinite } from '../../learning/divergence.ts';
import { throwIfCancelled } from '../../learning/training-hooks.ts';
import type { ComponentMoments } from '../../networks/component-moments.ts';
import { seededRandom, type Random } from '../../networks/random.ts';
import { createAdam } from '../../networks/tensorflow/adam.ts';
import type { TensorFlow } from '../../networks/tensorflow/load-tensorflow.ts';
import { initialWeights, type NetworkWeights } from '../../networks/weights.ts';
import type { OutputStride } from './graph/dense-plan.ts';
import { kernelShapes, type PatchNetworkSpec } from './graph/spec.ts';
import { trainablePatchNetwork, type TrainablePatchNetwork } from './graph/trainable-network.ts';
import type { Example } from './teacher-examples.ts';
import { cutWindows, type WindowBatch } from './training-window.ts';

/** Random streams of the student's seed besides its initial weights. */
const windowPlaces = 1;
const checkPlaces = 2;

export interface StudentSettings {
  readonly spec: PatchNetworkSpec;
  readonly stride: OutputStride;
  /** Input height and width, pixels. */
  readonly size: readonly [number, number];
  readonly seed: number;
  readonly steps: number;
  /** Side of the square that a step uses from each image, pixels. */
  readonly window: number;
  readonly weightDecay: number;
  /** Returns the learning rate at an elapsed share (0..1) of the steps. */
  readonly learningRate: (passed: number) => number;
  /** μ and σ of the teacher's descriptors over the training set. */
  readonly moments: ComponentMoments;
  /** `[h, w]`, 1 where a position counts. */
  readonly inside: Uint8Array;
}

export interface StudentHooks {
  /** Returns the examples of a step. */
  batch(step: number): Promise<Example[]>;
  /**
   * Called after each step with the loss per descriptor component. Returns whether the student has learnt
   * enough.
   */
  onStep(step: number, loss: number, network: StudentUnderTraining): 'go on' | 'enough';
  readonly signal: AbortSignal;
}

/** A student in training, for checks in between. */
export interface StudentUnderTraining {
  /**
   * Returns the mean squared error per descriptor component over a fixed window of each example, without
   * learning.
   */
  error(examples: readonly Example[]): number;
  /** Copies the present weights. */
  weights(): NetworkWeights;
}

/**
 * Trains one student to imitate the teacher on defect-free images (paper, section 3.2): L(S_i) = 1/(w·h)
 * Σ_(r,c) ‖μ^{S_i}_(r,c) − (y^T_(r,c) − μ)·diag(σ)⁻¹‖². Uses a random window of each image instead of the
 * whole one: the gradient is as good for a fraction of the time, which allows more steps. Positions outside
 * the area are left out.
 *
 * @returns the trained weights
 * @throws StationError CANCELLED when the signal fires, WORKER_FAILED if the loss is no longer a number
 */
export async function trainStudent(
  tf: TensorFlow,
  settings: StudentSettings,
  hooks: StudentHooks,
): Promise<NetworkWeights> {
  const { spec, inside } = settings;
  const random = seededRandom(settings.seed, windowPlaces);
  const windowsFor = (examples: readonly Example[], places: Random): WindowBatch =>
    cutWindows(examples, settings, { side: settings.window, inside, random: places });
  const network = trainablePatchNetwork(tf, spec, initialWeights(kernelShapes(spec), settings.seed));
  const adam = createAdam(tf, network.variables, { weightDecay: settings.weightDecay });
  const constants = makeConstants(tf, settings);
  const student: StudentUnderTraining = {
    weights: () => network.weights(),
    error: (examples) =>
      tf.tidy(
        () =>
          loss(
            tf,
            network,
            settings,
            constants,
            windowsFor(examples, seededRandom(settings.seed, checkPlaces)),
          )
            .div(spec.descriptorSize)
            .dataSync()[0] ?? NaN,
      ),
  };
  try {
    for (let step = 0; step < settings.steps; step++) {
      // A step blocks the event loop; this lets a cancellation arrive.
      await immediate();
      throwIfCancelled(hooks.signal);
      const windows = windowsFor(await hooks.batch(step), random);
      const { value, grads } = tf.variableGrads(
        () => loss(tf, network, settings, constants, windows).asScalar(),
        [...network.variables],
      );
      adam.apply(grads, settings.learningRate(step / settings.steps));
      const current = (value.dataSync()[0] ?? NaN) / spec.descriptorSize;
      tf.dispose([value, grads]);
      if (!Number.isFinite(current)) throw divergence(step + 1, 'the loss is');
      if (hooks.onStep(step + 1, current, student) === 'enough') break;
    }
    return requireFinite(network.weights(), settings.steps);
  } finally {
    adam.dispose();
    network.dispose();
    tf.dispose(Object.values(constants));
  }
}

interface Constants {
  /** μ, `[D]`. */
  readonly mean: Tensor;
  /** σ, `[D]`. */
  readonly deviation: Tensor;
}

function makeConstants(tf: TensorFlow, { moments }: StudentSettings): Constants {
  return tf.tidy(() => ({
    mean: tf.tensor1d(Float32Array.from(moments.mean)),
    deviation: tf.tensor1d(Float32Array.from(moments.deviation)),
  }));
}

/** Computes the student's loss over a batch of windows, a scalar. */
function loss(
  tf: TensorFlow,
  network: TrainablePatchNetwork,
  settings: StudentSettings,
  constants: Constants,
  { grid: [rows, columns], inputSize, input, descriptors, inside }: WindowBatch,
): Tensor {
  const count = inside.length / (rows * columns);
  const frames = tf.tensor4d(input, [count, ...inputSize, 3]);
  const target = tf
    .tensor4d(descriptors, [count, rows, columns, settings.spec.descriptorSize])
    .sub(constants.mean)
    .div(constants.deviation);
  const positions = Math.max(
    inside.reduce((sum, value) => sum + value, 0),
    1,
  );
  return network
    .inner(frames, settings.stride)
    .sub(target)
    .square()
    .mul(tf.tensor4d(inside, [count, rows, columns, 1]))
    .sum()
    .div(positions);
}
