/** The device requested for a training; `auto`: the GPU if there is an NVIDIA driver, else the processor. */
export const trainingDevices = ['auto', 'cpu', 'gpu'] as const;
export type TrainingDevice = (typeof trainingDevices)[number];

/** Why a training used the processor although the GPU was requested or has a driver. */
export const processorReasons = [
  /** TensorFlow's library for GPUs is not set up. */
  'library-missing',
  /** The library does not load. */
  'library-failed',
  /** The library loads, but finds no GPU that it can use. */
  'no-gpu',
  /** The GPU's memory was too small. */
  'out-of-memory',
  /** The process that trained on the GPU ended unexpectedly. */
  'process-ended',
] as const;
export type ProcessorReason = (typeof processorReasons)[number];
