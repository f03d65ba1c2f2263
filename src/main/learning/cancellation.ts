import { StationError } from '../../shared/domain/station-error.ts';

/** @throws StationError CANCELLED once the signal has fired */
export function throwIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw new StationError('CANCELLED', 'The training was cancelled.');
}
