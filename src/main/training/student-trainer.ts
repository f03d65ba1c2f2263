import { setImmediate as immediate } from 'node:timers/promises';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-node';
import { StationError } from '../../shared/domain/station-error.ts';
import type { OutputStride } from '../networks/families/patch/dense-plan.ts';
import { kernelShapes, type PatchNetworkSpec } from '../networks/families/patch/spec.ts';
import { createAdam } from '../networks/tensorflow/adam.ts';
import type { TensorFlow } from '../networks/tensorflow/load-tensorflow.ts';
import { trainablePatchNetwork, type TrainablePatchNetwork } from '../networks/tensorflow/patch-network.ts';
import { initialWeights, type NetworkWeights } from '../networks/weights.ts';
import { throwIfCancelled } from './cancellation.ts';
import type { ComponentMoments } from './moments.ts';

/** What a student learns from one image. */
export interface Example {
  /** The normalised frame `[3, H, W]`. */
  readonly input: Float32Array;
  /** The teacher's descriptors y^T `[D, h, w]`. */
  readonly descriptors: Float32Array;
}

export interface StudentSettings {
  readonly spec: PatchNetworkSpec;
  readonly stride: OutputStride;
  /** Input height and width, pixels. */
  readonly size: readonly [number, number];
  readonly seed: number;
  readonly steps: number;
  readonly batchSize: number;
  readonly weightDecay: number;
  /** Learning rate at a share (0..1) of the steps that has passed. */
  readonly learningRate: (passed: number) => number;
  /** μ and σ of the teacher's descriptors over the training set. */
  readonly moments: ComponentMoments;
  /** `[h, w]`, 1 where a position counts. */
  readonly region: Uint8Array;
}

export interface StudentHooks {
  /** The examples of a step. */
  batch(step: number): Promise<Example[]>;
  /** After each step: the loss per descriptor component. May take a while (validation). */
  onStep(step: number, loss: number, network: StudentUnderTraining): Promise<void>;
  readonly signal: AbortSignal;
}

/** A student that is being trained, to be checked in between. */
export interface StudentUnderTraining {
  /** Mean squared error per descriptor component over the region; nothing is learnt. */
  error(examples: readonly Example[]): number;
}

/**
 * Trains one student to imitate the teacher on defect-free images (paper, section 3.2):
 * L(S_i) = 1/(w·h) Σ_(r,c) ‖μ^{S_i}_(r,c) − (y^T_(r,c) − μ)·diag(σ)⁻¹‖², positions outside the region left out.
 *
 * @returns the trained weights
 * @throws StationError CANCELLED when the signal fires, WORKER_FAILED when the loss is no longer a number
 */
export async function trainStudent(
  tf: TensorFlow,
  settings: StudentSettings,
  hooks: StudentHooks,
): Promise<NetworkWeights> {
  const { spec } = settings;
  const network = trainablePatchNetwork(tf, spec, initialWeights(kernelShapes(spec), settings.seed));
  const adam = createAdam(tf, network.variables, { weightDecay: settings.weightDecay });
  const constants = makeConstants(tf, settings);
  const student: StudentUnderTraining = {
    error: (examples) =>
      tf.tidy(
        () => loss(tf, network, settings, constants, examples).div(spec.descriptorSize).dataSync()[0] ?? NaN,
      ),
  };
  try {
    for (let step = 0; step < settings.steps; step++) {
      // Steps block the event loop; a cancellation has to get a word in.
      await immediate();
      throwIfCancelled(hooks.signal);
      const examples = await hooks.batch(step);
      const { value, grads } = tf.variableGrads(
        () => loss(tf, network, settings, constants, examples).asScalar(),
        [...network.variables],
      );
      adam.apply(grads, settings.learningRate(step / settings.steps));
      const current = (value.dataSync()[0] ?? NaN) / spec.descriptorSize;
      tf.dispose([value, grads]);
      if (!Number.isFinite(current)) {
        throw new StationError(
          'WORKER_FAILED',
          `The training diverged at step ${step + 1}: the loss is no longer a number. Train again with another seed.`,
        );
      }
      await hooks.onStep(step + 1, current, student);
    }
    return network.weights();
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
  /** `[1, h, w, 1]`, 1 / (number of positions inside) inside, 0 outside. */
  readonly weight: Tensor;
}

function makeConstants(tf: TensorFlow, settings: StudentSettings): Constants {
  const [height, width] = gridSize(settings);
  const inside = settings.region.reduce((sum, value) => sum + value, 0);
  return tf.tidy(() => ({
    mean: tf.tensor1d(Float32Array.from(settings.moments.mean)),
    deviation: tf.tensor1d(Float32Array.from(settings.moments.deviation)),
    weight: tf.tensor4d(Float32Array.from(settings.region), [1, height, width, 1]).div(inside),
  }));
}

function gridSize(settings: StudentSettings): [number, number] {
  const [height, width] = settings.size;
  return [Math.ceil(height / settings.stride), Math.ceil(width / settings.stride)];
}

/** The student's loss over a batch, a scalar. */
function loss(
  tf: TensorFlow,
  network: TrainablePatchNetwork,
  settings: StudentSettings,
  constants: Constants,
  examples: readonly Example[],
): Tensor {
  const [height, width] = settings.size;
  const [rows, columns] = gridSize(settings);
  const input = batchOf(tf, examples, (example) => example.input, [3, height, width]);
  const descriptors = batchOf(tf, examples, (example) => example.descriptors, [
    settings.spec.descriptorSize,
    rows,
    columns,
  ]);
  const target = descriptors.sub(constants.mean).div(constants.deviation);
  const squared = network.dense(input, settings.stride).sub(target).square();
  return squared.mul(constants.weight).sum().div(examples.length);
}

/** `[B, H, W, C]` from planes `[C, H, W]`. */
function batchOf(
  tf: TensorFlow,
  examples: readonly Example[],
  pick: (example: Example) => Float32Array,
  shape: [number, number, number],
): Tensor4D {
  return tf.tidy(() => {
    const planes = examples.map((example) => tf.tensor4d(pick(example), [1, ...shape]));
    return tf.concat4d(planes, 0).transpose<Tensor4D>([0, 2, 3, 1]);
  });
}
