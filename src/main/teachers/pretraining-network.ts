import type { Scalar, Tensor2D, Tensor4D } from '@tensorflow/tfjs-node';
import { trainingStride, type OutputStride } from '../families/patch/graph/dense-plan.ts';
import type { PatchNetworkSpec } from '../families/patch/graph/spec.ts';
import { pixelOffset, pixelScale } from '../networks/onnx/preprocess.ts';
import { createAdam } from '../networks/tensorflow/adam.ts';
import type { TensorFlow } from '../networks/tensorflow/load-tensorflow.ts';
import { trainablePatchNetwork } from '../families/patch/graph/trainable-network.ts';
import { compactnessLoss, distillationLoss, metricLoss } from '../networks/tensorflow/teacher-losses.ts';
import type { LayerWeights } from '../networks/weights.ts';
import type { Batch } from './batch-loader.ts';
import type { TrainingState } from './checkpoint.ts';
import type { PretrainingSettings } from '../families/patch/pretraining-settings.ts';
import type { LossPoint } from '../families/patch/teacher-card.ts';

export type Losses = Omit<LossPoint, 'step'>;

/** The teacher in training, with the decoder D and the optimiser. */
export interface PretrainingNetwork {
  /** Updates the weights once. @returns the losses before the update */
  train(batch: Batch, learningRate: number): Losses;
  state(): TrainingState;
  dispose(): void;
}

/** Distance of the descriptors that a teacher learns at, pixels, if its pools allow it. */
export const pretrainingStride: OutputStride = 4;

/** Loads the training state into TensorFlow. The losses are those with a λ above 0 (paper, 3.1). */
export function createPretrainingNetwork(
  tf: TensorFlow,
  spec: PatchNetworkSpec,
  settings: PretrainingSettings,
  state: TrainingState,
): PretrainingNetwork {
  const { lambdaK, lambdaM, lambdaC } = settings;
  const stride = trainingStride(spec, pretrainingStride);
  const teacher = trainablePatchNetwork(tf, spec, state.weights);
  const decoder = state.decoder && decoderVariables(tf, state.decoder);
  const targets = state.targets
    ? { mean: tf.tensor1d(state.targets.mean), deviation: tf.tensor1d(state.targets.deviation) }
    : null;
  const variables = decoder ? [...teacher.variables, decoder.kernel, decoder.bias] : [...teacher.variables];
  const adam = createAdam(tf, variables, {
    weightDecay: settings.weightDecay,
    ...(state.adam && { state: state.adam }),
  });

  const zero = () => tf.scalar(0);
  const distillation = (descriptors: Tensor2D, features: Float32Array | null): Scalar => {
    if (!decoder || !targets || !features) return zero();
    const target = tf.tensor2d(features, [descriptors.shape[0], decoder.shape[3]]);
    const standardised = target.sub(targets.mean).div(targets.deviation);
    return distillationLoss(tf, tf.matMul(descriptors, decoder.kernel).add(decoder.bias), standardised);
  };
  const metric = (triplets: Batch['triplets']): Scalar => {
    if (!triplets) return zero();
    const side = spec.receptiveField;
    const describePatches = (patches: Float32Array): Tensor2D =>
      teacher
        .patches(tf.tensor4d(patches, [settings.triplets, side, side, 3]))
        .reshape([-1, spec.descriptorSize]);
    const { anchor, positive, negative } = triplets;
    return metricLoss(
      tf,
      describePatches(anchor),
      describePatches(positive),
      describePatches(negative),
      settings.margin,
    );
  };

  return {
    train: (batch, learningRate) =>
      tf.tidy(() => {
        let terms: Scalar[] = [];
        const { value, grads } = tf.variableGrads(() => {
          const descriptors = needsDescriptors(settings) ? describe(batch.pictures) : null;
          const lk = descriptors ? distillation(descriptors, batch.features) : zero();
          const lm = metric(batch.triplets);
          const lc = descriptors && lambdaC > 0 ? compactnessLoss(tf, descriptors) : zero();
          terms = [lk, lm, lc].map((term) => tf.keep(term));
          return lk.mul(lambdaK).add(lm.mul(lambdaM)).add<Scalar>(lc.mul(lambdaC));
        }, variables);
        adam.apply(grads, learningRate);
        const [lk = 0, lm = 0, lc = 0] = terms.map((term) => term.dataSync()[0] ?? 0);
        tf.dispose(terms);
        return { distillation: lk, metric: lm, compactness: lc, total: value.dataSync()[0] ?? 0 };
      }),
    state: () => ({
      weights: teacher.weights(),
      decoder: decoder && {
        kernel: Float32Array.from(decoder.kernel.dataSync()),
        kernelShape: decoder.shape,
        bias: Float32Array.from(decoder.bias.dataSync()),
      },
      adam: adam.state(),
      targets: state.targets,
    }),
    dispose() {
      teacher.dispose();
      adam.dispose();
      tf.dispose(
        [decoder?.kernel, decoder?.bias, targets?.mean, targets?.deviation].filter(
          (tensor) => tensor !== undefined,
        ),
      );
    },
  };

  /** Computes descriptors `[positions, D]` of a batch's crops or patches. */
  function describe(pictures: Uint8Array): Tensor2D {
    const side = settings.target === 'patch' ? spec.receptiveField : settings.cropSize;
    const shape: [number, number, number, number] = [pictures.length / (side * side * 3), side, side, 3];
    const input: Tensor4D = tf.tensor4d(Float32Array.from(pictures), shape).sub(pixelOffset).div(pixelScale);
    const output = settings.target === 'patch' ? teacher.patches(input) : teacher.dense(input, stride);
    return output.reshape([-1, spec.descriptorSize]);
  }
}

/** Makes D a matrix `[descriptor, features]`, because it maps each position by itself. */
function decoderVariables(tf: TensorFlow, { kernel, kernelShape, bias }: LayerWeights) {
  const [, , input, output] = kernelShape;
  const variables = tf.tidy(() => ({
    kernel: tf.variable(tf.tensor2d(kernel, [input, output])),
    bias: tf.variable(tf.tensor1d(bias)),
  }));
  return { ...variables, shape: kernelShape };
}

/** Returns whether a step describes the batch's pictures; metric learning alone only needs triplets. */
function needsDescriptors(settings: PretrainingSettings): boolean {
  return settings.lambdaK > 0 || settings.lambdaC > 0;
}
