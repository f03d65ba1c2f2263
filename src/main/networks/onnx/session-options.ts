import type { InferenceSession } from 'onnxruntime-node';

/**
 * What every session of a model needs for the same numbers on every processor: without it, integer products overflow on x64
 * processors that lack VNNI (ONNX Runtime's default there). It changes nothing elsewhere.
 */
export const exactArithmetic = {
  extra: { session: { x64quantprecision: '1' } },
} satisfies InferenceSession.SessionOptions;
