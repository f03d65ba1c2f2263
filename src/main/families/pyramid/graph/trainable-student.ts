import type { Tensor2D, Variable } from '@tensorflow/tfjs-node';
import type { TensorFlow } from '../../../networks/tensorflow/load-tensorflow.ts';
import type { NetworkWeights } from '../../../networks/weights.ts';
import { studentKernels, studentTrunk, type StudentWidths } from './spec.ts';

/** A student whose weights TensorFlow.js can train. */
export interface TrainablePyramidStudent {
  /** Kernel and bias of each layer, in turn. */
  readonly variables: readonly Variable[];
  /** Predicts each level `[N, channels]` from standardised descriptors of places `[N, 176]`. */
  imitate(seen: Tensor2D): Tensor2D[];
  /** Copies the present weights. */
  weights(): NetworkWeights;
  dispose(): void;
}

/** Makes a student from initial weights (shapes as in `studentKernels(widths)`). */
export function trainablePyramidStudent(
  tf: TensorFlow,
  widths: StudentWidths,
  initial: NetworkWeights,
): TrainablePyramidStudent {
  const shapes = studentKernels(widths).map(String).join(';');
  if (initial.map(({ kernelShape }) => kernelShape.join()).join(';') !== shapes) {
    throw new RangeError('The weights are not those of this student');
  }
  // A 1×1 convolution at one place is a matrix product.
  const layers = initial.map(({ kernel, kernelShape: [, , input, output], bias }) =>
    tf.tidy(() => ({
      kernel: tf.variable(tf.tensor2d(kernel, [input, output])),
      bias: tf.variable(tf.tensor1d(bias)),
    })),
  );
  const trunk = studentTrunk(widths);
  const apply = (x: Tensor2D, layer: (typeof layers)[number]): Tensor2D =>
    x.matMul<Tensor2D>(layer.kernel).add(layer.bias);

  return {
    variables: layers.flatMap(({ kernel, bias }) => [kernel, bias]),
    imitate(seen) {
      let x = seen;
      layers.slice(0, trunk.length).forEach((layer, index) => {
        x = apply(x, layer);
        if (trunk[index]?.activation === 'relu') x = tf.relu(x);
      });
      return layers.slice(trunk.length).map((head) => apply(x, head));
    },
    weights: () =>
      initial.map(({ kernelShape }, index) => ({
        kernel: Float32Array.from(layers[index]?.kernel.dataSync() ?? []),
        kernelShape,
        bias: Float32Array.from(layers[index]?.bias.dataSync() ?? []),
      })),
    dispose: () => layers.forEach(({ kernel, bias }) => (kernel.dispose(), bias.dispose())),
  };
}
