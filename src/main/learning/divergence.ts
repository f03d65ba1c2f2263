import { StationError } from '../../shared/domain/station-error.ts';
import type { NetworkWeights } from '../networks/weights.ts';

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

/**
 * Gives a student's last weights back: the last step's loss was that of the weights before them.
 *
 * @throws StationError WORKER_FAILED where a weight is no longer a number
 */
export function requireFinite(weights: NetworkWeights, steps: number): NetworkWeights {
  if (weights.every(({ kernel, bias }) => kernel.every(Number.isFinite) && bias.every(Number.isFinite))) {
    return weights;
  }
  throw divergence(steps, 'a weight is');
}
