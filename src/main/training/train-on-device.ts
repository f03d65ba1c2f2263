import { longestSaid, type DeviceUsed } from '../../shared/contract/training-device.ts';
import type { ProcessorReason } from '../../shared/domain/training-device.ts';
import type { Host } from '../host/host.ts';
import type { ModelCard } from '../learning/model-card.ts';
import type { TrainingOrder } from '../learning/training-order.ts';
import {
  GpuFullError,
  startTrainingRun,
  TrainingProcessEndedError,
  type TrainingRun,
  type TrainingRunListener,
} from './training-run.ts';

export interface TrainingListener extends TrainingRunListener {
  /** Called when the training starts anew on the processor; its earlier progress no longer counts. */
  onAnew(): void;
}

/**
 * Starts a training. If the GPU fails, because its memory is too small or its library ends the process, the training starts anew on the
 * processor and reports the reason.
 */
export function trainOnDevice(host: Host, order: TrainingOrder, listener: TrainingListener): TrainingRun {
  let used: DeviceUsed | null = null;
  let cancelled = false;
  let run = startTrainingRun(host, order, {
    ...listener,
    onDevice(told) {
      used = told;
      listener.onDevice(told);
    },
  });

  async function finish(): Promise<ModelCard> {
    try {
      return await run.finished;
    } catch (error) {
      const failure = used?.device === 'gpu' && !cancelled ? gpuFailure(error) : null;
      if (failure === null) throw error;
      listener.onAnew();
      const onProcessor = { ...order, choices: { ...order.choices, device: 'cpu' } } as const;
      run = startTrainingRun(host, onProcessor, {
        ...listener,
        onDevice: (told) => listener.onDevice({ ...told, ...failure }),
      });
      return run.finished;
    }
  }
  return {
    finished: finish(),
    cancel() {
      cancelled = true;
      run.cancel();
    },
  };
}

/** Returns why a training failed on the GPU; null if the GPU is not the cause. */
function gpuFailure(error: unknown): { reason: ProcessorReason; said: string } | null {
  if (error instanceof GpuFullError) {
    return { reason: 'out-of-memory', said: error.message };
  }
  if (error instanceof TrainingProcessEndedError) {
    return { reason: 'process-ended', said: (error.detail ?? error.message).slice(0, longestSaid) };
  }
  return null;
}
