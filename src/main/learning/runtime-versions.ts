import ort from 'onnxruntime-node';
import { libraryName, type TensorFlow } from '../networks/tensorflow/load-tensorflow.ts';

/** Versions of what computes, for cards; without TensorFlow where nothing was learnt by it. */
export function runtimeVersions(tf: TensorFlow | null): Record<string, string> {
  return {
    node: process.versions.node,
    ...(tf && { [libraryName(tf)]: tf.version['tfjs-node'] }),
    'onnxruntime-node': ort.env.versions.node ?? ort.env.versions.common,
  };
}
