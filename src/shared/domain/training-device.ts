/** What a training is told to compute on; `auto`: the GPU where there is a driver of NVIDIA, else the processor. */
export const trainingDevices = ['auto', 'cpu', 'gpu'] as const;
export type TrainingDevice = (typeof trainingDevices)[number];

/** Why a training computed on the processor although the GPU was asked for or has a driver. */
export const processorReasons = [
  /** TensorFlow's library for GPUs is not set up. */
  'library-missing',
  /** It does not load. */
  'library-failed',
  /** It loads, and finds no GPU that it can use. */
  'no-gpu',
  /** The GPU's memory was too small. */
  'out-of-memory',
  /** The process that trained on the GPU ended by itself. */
  'process-ended',
] as const;
export type ProcessorReason = (typeof processorReasons)[number];
