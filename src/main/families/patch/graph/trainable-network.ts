import type { Tensor4D, Variable } from '@tensorflow/tfjs-node';
import { leakySlope } from '../../../networks/operations.ts';
import type { TensorFlow } from '../../../networks/tensorflow/load-tensorflow.ts';
import type { NetworkWeights } from '../../../networks/weights.ts';
import {
  denseOps,
  densePlan,
  patchOps,
  type DenseOp,
  type DensePlan,
  type OutputStride,
} from './dense-plan.ts';
import { kernelShapes, type PatchNetworkSpec } from './spec.ts';

interface ConvolutionVariables {
  readonly kernel: Variable;
  readonly bias: Variable;
}

/** A patch network whose weights TensorFlow.js can train. */
export interface TrainablePatchNetwork {
  readonly spec: PatchNetworkSpec;
  /** Kernel and bias of each convolution, in turn. */
  readonly variables: readonly Variable[];
  /** Descriptors `[B, 1, 1, D]` of patches `[B, p, p, 3]`. */
  patches(input: Tensor4D): Tensor4D;
  /**
   * Computes descriptors `[B, ceil(H/stride), ceil(W/stride), D]` of images `[B, H, W, 3]`. Gradients need at
   * least the pools' own stride, because TensorFlow has no gradient of a dilated convolution on the CPU.
   */
  dense(input: Tensor4D, stride: OutputStride): Tensor4D;
  /** Like {@link dense} for a section with its own borders: descriptors of patches completely inside. */
  inner(input: Tensor4D, stride: OutputStride): Tensor4D;
  /** Copies the present weights. */
  weights(): NetworkWeights;
  dispose(): void;
}

/** Makes the patch network from initial weights (shapes as in `kernelShapes(spec)`). */
export function trainablePatchNetwork(
  tf: TensorFlow,
  spec: PatchNetworkSpec,
  initial: NetworkWeights,
): TrainablePatchNetwork {
  if (
    initial.map((layer) => layer.kernelShape.join()).join(';') !== kernelShapes(spec).map(String).join(';')
  ) {
    throw new RangeError('The weights are not those of this patch network');
  }
  const convolutions = initial.map(({ kernel, kernelShape, bias }): ConvolutionVariables =>
    tf.tidy(() => ({
      kernel: tf.variable(tf.tensor4d(kernel, [...kernelShape])),
      bias: tf.variable(tf.tensor1d(bias)),
    })),
  );
  const run = (input: Tensor4D, ops: readonly DenseOp[]) =>
    tf.tidy(() => ops.reduce((x, op) => apply(tf, x, op, convolutions), input));

  return {
    spec,
    variables: convolutions.flatMap(({ kernel, bias }) => [kernel, bias]),
    patches: (input) => run(input, patchOps(spec)),
    dense: (input, stride) =>
      tf.tidy(() => {
        const [, height, width] = input.shape;
        const plan = densePlan(spec, stride, { height, width });
        return run(pad(tf, input, plan), plan.ops);
      }),
    inner: (input, stride) => run(input, denseOps(spec, stride)),
    weights: () =>
      convolutions.map(({ kernel, bias }, layer) => ({
        kernel: Float32Array.from(kernel.dataSync()),
        kernelShape: initial[layer]?.kernelShape ?? [0, 0, 0, 0],
        bias: Float32Array.from(bias.dataSync()),
      })),
    dispose: () => convolutions.forEach(({ kernel, bias }) => (kernel.dispose(), bias.dispose())),
  };
}

function pad(tf: TensorFlow, input: Tensor4D, { padding }: DensePlan): Tensor4D {
  const { top, bottom, left, right } = padding;
  return tf.mirrorPad(
    input,
    [
      [0, 0],
      [top, bottom],
      [left, right],
      [0, 0],
    ],
    'reflect',
  );
}

function apply(tf: TensorFlow, x: Tensor4D, op: DenseOp, weights: readonly ConvolutionVariables[]): Tensor4D {
  if (op.kind === 'pool') {
    return op.dilation === 1 ? tf.maxPool(x, 2, op.stride, 'valid') : dilatedPool(tf, x, op.dilation);
  }
  const layer = weights[op.index];
  if (!layer) throw new RangeError(`No weights for convolution ${op.index}`);
  const kernel = layer.kernel.as4D(op.kernel, op.kernel, -1, op.channels);
  const convolved = tf.conv2d(x, kernel, op.stride, 'valid', 'NHWC', op.dilation).add<Tensor4D>(layer.bias);
  return op.activation === 'linear' ? convolved : tf.leakyRelu(convolved, leakySlope);
}

/**
 * Computes the stride-1 maximum over 2×2 cells `dilation` apart, because TensorFlow.js has no dilated
 * max-pool.
 */
function dilatedPool(tf: TensorFlow, x: Tensor4D, dilation: number): Tensor4D {
  const [batch, height, width, channels] = x.shape;
  const corner = (y: number, z: number) =>
    tf.slice4d(x, [0, y, z, 0], [batch, height - dilation, width - dilation, channels]);
  return tf.maximum(
    tf.maximum(corner(0, 0), corner(0, dilation)),
    tf.maximum(corner(dilation, 0), corner(dilation, dilation)),
  );
}
