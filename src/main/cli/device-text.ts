import type { DeviceUsed } from '../../shared/contract/training-device.ts';
import type { ProcessorReason } from '../../shared/domain/training-device.ts';

const reasons = {
  'library-missing': 'TensorFlow’s library for GPUs is not set up (LOUPE_TENSORFLOW=gpu npm start)',
  'library-failed': 'TensorFlow’s library for GPUs does not load',
  'no-gpu': 'TensorFlow finds no GPU that it can use',
  'out-of-memory': 'the memory of the GPU was too small',
  'process-ended': 'the process that trained on the GPU ended by itself',
} as const satisfies Record<ProcessorReason, string>;

/** Returns a text on the device that trained the students, with the reason if it was not the GPU. */
export function deviceText({ device, name, reason, said }: DeviceUsed): string {
  if (device === 'gpu') return `Trained on the GPU${name === null ? '' : ` (${name})`}`;
  if (reason === null) return 'Trained on the processor';
  return `Trained on the processor: ${reasons[reason]}${said === null ? '' : `. ${said}`}`;
}
