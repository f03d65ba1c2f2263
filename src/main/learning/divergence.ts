import { StationError } from '../../shared/domain/station-error.ts';
import type { NetworkWeights } from '../networks/weights.ts';

/**
 * Makes the error of a diverged training.
 *
 * @param what start of the clause “… no longer a number”, e.g. “the loss is”
 */
export function divergence(step: number, what: string): StationError {
  return new StationError(
    'WORKER_FAILED',
    `The training diverged at step ${step}: ${what} no longer a number. Train again with another seed.`,
  );
}

/**
 * Returns a student's final weights after a check. The last step's loss only checked the weights before that
 * step.
 *
 * @throws StationError WORKER_FAILED if a weight is no longer a number
 */
export function requireFinite(weights: NetworkWeights, steps: number): NetworkWeights {
  if (weights.every(({ kernel, bias }) => kernel.every(Number.isFinite) && bias.every(Number.isFinite))) {
    return weights;
  }
  throw divergence(steps, 'a weight is');
}
