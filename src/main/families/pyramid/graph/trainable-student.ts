import type { Tensor4D, Variable } from '@tensorflow/tfjs-node';
import type { TensorFlow } from '../../../networks/tensorflow/load-tensorflow.ts';
import type { NetworkWeights } from '../../../networks/weights.ts';
import { studentKernels, type StudentLevel } from './spec.ts';

/** A student of several layers whose weights TensorFlow.js can train. */
export interface TrainablePyramidStudent {
  /** Kernel and bias of each convolution, in turn. */
  readonly variables: readonly Variable[];
  /** Predicts each level `[B, rows, columns, channels]` from the features it sees `[B, rows, columns, 24]`. */
  imitate(seen: Tensor4D): Tensor4D[];
  /** A copy of the present weights. */
  weights(): NetworkWeights;
  dispose(): void;
}

/** The student with the given initial weights (their shapes as `studentKernels(levels)`). */
export function trainablePyramidStudent(
  tf: TensorFlow,
  levels: readonly StudentLevel[],
  initial: NetworkWeights,
): TrainablePyramidStudent {
  const shapes = studentKernels(levels).map(String).join(';');
  if (initial.map(({ kernelShape }) => kernelShape.join()).join(';') !== shapes) {
    throw new RangeError('The weights are not those of this student');
  }
  const layers = initial.map(({ kernel, kernelShape, bias }) =>
    tf.tidy(() => ({
      kernel: tf.variable(tf.tensor4d(kernel, [...kernelShape])),
      bias: tf.variable(tf.tensor1d(bias)),
    })),
  );
  const convolve = (x: Tensor4D, index: number, stride: 1 | 2): Tensor4D => {
    const layer = layers[index];
    if (!layer) throw new RangeError(`No weights for convolution ${index}`);
    const kernel = layer.kernel.as4D(...kernelShapeOf(initial, index));
    return tf.conv2d(x, kernel, stride, 'valid').add<Tensor4D>(layer.bias);
  };

  return {
    variables: layers.flatMap(({ kernel, bias }) => [kernel, bias]),
    imitate(seen) {
      let x = seen;
      let index = 0;
      return levels.map(({ convolutions }) => {
        for (const { stride } of convolutions) x = tf.relu(convolve(bordered(tf, x), index++, stride));
        return convolve(x, index++, 1);
      });
    },
    weights: () =>
      layers.map(({ kernel, bias }, index) => ({
        kernel: Float32Array.from(kernel.dataSync()),
        kernelShape: kernelShapeOf(initial, index),
        bias: Float32Array.from(bias.dataSync()),
      })),
    dispose: () => layers.forEach(({ kernel, bias }) => (kernel.dispose(), bias.dispose())),
  };
}

function kernelShapeOf(weights: NetworkWeights, index: number): [number, number, number, number] {
  const [height, width, input, output] = weights[index]?.kernelShape ?? [0, 0, 0, 0];
  return [height, width, input, output];
}

/** One cell of zeros around; with it a 3×3 convolution of stride 2 takes cells −1, 0, 1 as ONNX does with pads of 1. */
function bordered(tf: TensorFlow, x: Tensor4D): Tensor4D {
  return tf.pad4d(x, [
    [0, 0],
    [1, 1],
    [1, 1],
    [0, 0],
  ]);
}
