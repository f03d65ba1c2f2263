import type { LossPoint, TrainingPhase } from '../../shared/contract/training.ts';
import { StationError } from '../../shared/domain/station-error.ts';

/** How a training reports its progress and is stopped. */
export interface TrainingHooks {
  onProgress(phase: TrainingPhase, progress: number, etaSeconds: number | null): void;
  onLoss(point: LossPoint): void;
  readonly signal: AbortSignal;
}

/** @throws StationError CANCELLED once the signal has fired */
export function throwIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw new StationError('CANCELLED', 'The training was cancelled.');
}
