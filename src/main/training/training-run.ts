import type { Host, WorkerProcess } from '../host/host.ts';
import { howItEnded } from '../host/how-it-ended.ts';
import { failureTold } from '../host/told-failure.ts';
import type { DeviceUsed } from '../../shared/contract/training-device.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import type { ModelCard } from '../learning/model-card.ts';
import { fromTrainingWorkerSchema, type FromTrainingWorker, type ToTrainingWorker } from './protocol.ts';
import type { TrainingOrder } from '../learning/training-order.ts';

/** A training that runs in its own process. */
export interface TrainingRun {
  /** Resolves with the finished model's card; rejects with CANCELLED or the failure. */
  readonly finished: Promise<ModelCard>;
  /** Asks the process to stop; ends it after a grace period. */
  cancel(): void;
}

/** A cancelled process that does not stop within this time is killed, milliseconds. */
const graceMs = 1_000;

/** The GPU's memory was too small for a training. */
export class GpuFullError extends Error {}

/** A training's process ended without a result. */
export class TrainingProcessEndedError extends StationError {}

export interface TrainingRunListener {
  /** Called with the device before the libraries are loaded, and again if they find another one. */
  onDevice(used: DeviceUsed): void;
  onProgress(progress: Extract<FromTrainingWorker, { kind: 'progress' }>): void;
  onLoss(loss: Extract<FromTrainingWorker, { kind: 'loss' }>): void;
}

/** Starts a training process and follows it to its end. */
export function startTrainingRun(
  host: Host,
  order: TrainingOrder,
  listener: TrainingRunListener,
): TrainingRun {
  const worker = host.forkWorker('training');
  let cancelled = false;

  const finished = new Promise<ModelCard>((resolve, reject) => {
    const settle = (act: () => void): void => {
      act();
      worker.kill();
    };
    worker.onMessage((message) => {
      const parsed = fromTrainingWorkerSchema.safeParse(message);
      if (!parsed.success) {
        settle(() => reject(new StationError('WORKER_FAILED', `Unreadable answer: ${parsed.error.message}`)));
        return;
      }
      try {
        handle(worker, parsed.data, order, listener, {
          completed: (card) => settle(() => resolve(card)),
          failed: (error) => settle(() => reject(error)),
        });
      } catch (error) {
        // If the progress cannot be logged, the training ends, but not the station.
        settle(() => reject(error instanceof Error ? error : new Error(String(error))));
      }
    });
    worker.onExit((code, lastWords) => reject(cancelled ? cancellation() : unexpectedEnd(code, lastWords)));
  });
  return {
    finished,
    cancel() {
      if (cancelled) return;
      cancelled = true;
      worker.send({ kind: 'cancel' } satisfies ToTrainingWorker);
      setTimeout(() => worker.kill(), graceMs).unref();
    },
  };
}

function handle(
  worker: WorkerProcess,
  message: FromTrainingWorker,
  order: TrainingOrder,
  listener: TrainingRunListener,
  end: { completed(card: ModelCard): void; failed(error: Error): void },
): void {
  switch (message.kind) {
    case 'ready':
      worker.send({ kind: 'train', order } satisfies ToTrainingWorker);
      break;
    case 'device':
      listener.onDevice(message.used);
      break;
    case 'gpu-full':
      end.failed(new GpuFullError(message.said));
      break;
    case 'progress':
      listener.onProgress(message);
      break;
    case 'loss':
      listener.onLoss(message);
      break;
    case 'completed':
      end.completed(message.card);
      break;
    case 'cancelled':
      end.failed(cancellation());
      break;
    case 'failed':
      end.failed(failureTold(message));
      break;
  }
}

export function cancellation(): StationError {
  return new StationError('CANCELLED', 'The training was cancelled.');
}

/** A process that was killed from outside is most often one that ran out of memory; V8's own limit it names itself. */
function unexpectedEnd(code: number | null, lastWords: string): StationError {
  const how = /out of memory/i.test(lastWords)
    ? 'ran out of memory'
    : code === null
      ? 'was ended from outside, perhaps for lack of memory'
      : howItEnded(code);
  return new TrainingProcessEndedError(
    'WORKER_FAILED',
    `The training process ${how}. Train again; with many or large images, close other programs first.`,
    lastWords,
  );
}
