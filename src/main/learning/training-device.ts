import { longestSaid, type DeviceUsed } from '../../shared/contract/training-device.ts';
import type { ProcessorReason, TrainingDevice } from '../../shared/domain/training-device.ts';
import { messageOf, StationError } from '../../shared/domain/station-error.ts';
import { gpuName, hasGpuDriver, hasGpuLibrary } from './gpu.ts';
import {
  cpuPackage,
  gpuPackage,
  loadTensorFlow,
  type TensorFlow,
} from '../networks/tensorflow/load-tensorflow.ts';

/** A loaded library and the device that it computes on. */
export interface OpenedDevice {
  readonly tf: TensorFlow;
  readonly used: DeviceUsed;
}

/**
 * Plans a training's device before any library is loaded, because a GPU library may crash the process that
 * loads it.
 */
export function planDevice(asked: TrainingDevice): DeviceUsed {
  if (asked === 'cpu' || (asked === 'auto' && !hasGpuDriver())) return onProcessor(null);
  if (!hasGpuLibrary()) return onProcessor('library-missing');
  return { device: 'gpu', name: gpuName(), reason: null, said: null };
}

/** Returns the name of the GPU that a training takes by default; null: the processor. */
export function ordinaryGpu(): string | null {
  const { device, name } = planDevice('auto');
  return device === 'gpu' ? (name ?? 'GPU') : null;
}

/**
 * Loads the library of a plan. Without a usable GPU, the GPU library computes on the processor. If it does
 * not load, the processor's library is used.
 *
 * @throws StationError NATIVE_LIBRARY if no library loads
 */
export function openDevice(planned: DeviceUsed): OpenedDevice {
  if (planned.device === 'cpu') return { tf: loadTensorFlow(cpuPackage), used: planned };
  // Otherwise TensorFlow takes nearly all GPU memory at once, also what an inspection needs.
  process.env['TF_FORCE_GPU_ALLOW_GROWTH'] ??= 'true';
  let tf: TensorFlow;
  try {
    tf = loadTensorFlow(gpuPackage);
  } catch (error) {
    return { tf: loadTensorFlow(cpuPackage), used: onProcessor('library-failed', saidBy(error)) };
  }
  return { tf, used: computesOnGpu(tf) ? planned : onProcessor('no-gpu') };
}

/** Returns the reason of a library's failure, which a StationError has as its detail. */
function saidBy(error: unknown): string {
  const detail = error instanceof StationError ? error.detail : undefined;
  return (detail ?? messageOf(error)).slice(0, longestSaid);
}

function onProcessor(reason: ProcessorReason | null, said: string | null = null): DeviceUsed {
  return { device: 'cpu', name: null, reason, said };
}

function computesOnGpu(tf: TensorFlow): boolean {
  const backend: unknown = tf.backend();
  return (
    typeof backend === 'object' &&
    backend !== null &&
    'isUsingGpuDevice' in backend &&
    backend.isUsingGpuDevice === true
  );
}
