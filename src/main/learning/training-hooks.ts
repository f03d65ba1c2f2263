import type { LossPoint, TrainingPhase } from '../../shared/contract/training.ts';

/** How a training tells of itself and is stopped. */
export interface TrainingHooks {
  onProgress(phase: TrainingPhase, progress: number, etaSeconds: number | null): void;
  onLoss(point: LossPoint): void;
  readonly signal: AbortSignal;
}
