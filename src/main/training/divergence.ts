import { StationError } from '../../shared/domain/station-error.ts';

/**
 * The error of a training whose numbers have run away.
 *
 * @param what is no longer a number, e.g. “the loss is”
 */
export function divergence(step: number, what: string): StationError {
  return new StationError(
    'WORKER_FAILED',
    `The training diverged at step ${step}: ${what} no longer a number. Train again with another seed.`,
  );
}
