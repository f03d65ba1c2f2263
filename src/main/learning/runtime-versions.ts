import ort from 'onnxruntime-node';
import { libraryName, type TensorFlow } from '../networks/tensorflow/load-tensorflow.ts';

/**
 * Returns the versions of the computing libraries for cards; without TensorFlow if the training did not use
 * it.
 */
export function runtimeVersions(tf: TensorFlow | null): Record<string, string> {
  return {
    node: process.versions.node,
    ...(tf && { [libraryName(tf)]: tf.version['tfjs-node'] }),
    'onnxruntime-node': ort.env.versions.node ?? ort.env.versions.common,
  };
}
