import ort from 'onnxruntime-node';
import type { TensorFlow } from '../networks/tensorflow/load-tensorflow.ts';

/** Versions of what computes, for cards. */
export function runtimeVersions(tf: TensorFlow): Record<string, string> {
  return {
    node: process.versions.node,
    'tfjs-node': tf.version['tfjs-node'],
    'onnxruntime-node': ort.env.versions.node ?? ort.env.versions.common,
  };
}
