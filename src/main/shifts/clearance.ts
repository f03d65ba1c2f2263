import type { Clearance } from '../../shared/contract/shifts.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import type { KnownPartsRepository } from './known-parts-repository.ts';
import type { ShiftRepository } from './repository.ts';

/** Decides whether a line may inspect a product with its active model. */
export interface LineClearance {
  of(productId: string, modelId: string | null): Clearance;
  /** @throws StationError NOT_RELEASED during a shift if the check of the known parts is missing or failed */
  require(product: { readonly id: string; readonly name: string }, modelId: string): void;
}

/**
 * Makes the clearance of the line. Outside a shift, nothing is required. During a shift, a product with known parts
 * needs a check of the active model, so a newly activated model has to be checked again.
 */
export function createLineClearance(
  shifts: ShiftRepository,
  knownParts: KnownPartsRepository,
): LineClearance {
  function of(productId: string, modelId: string | null): Clearance {
    const parts = knownParts.of(productId);
    const good = parts.filter(({ label }) => label === 'good').length;
    const known = { good, defective: parts.length - good };
    const shift = shifts.current();
    if (shift === null) return { state: 'no-shift', known, check: null };
    const check = modelId === null ? null : shifts.latestCheck(shift.id, productId, modelId);
    if (check?.release) return { state: 'released', known, check };
    if (check) return { state: 'blocked', known, check };
    return { state: parts.length === 0 ? 'nothing-known' : 'unchecked', known, check };
  }

  return {
    of,
    require({ id, name }, modelId) {
      const { state } = of(id, modelId);
      if (state === 'unchecked') {
        throw new StationError(
          'NOT_RELEASED',
          `The known parts of “${name}” were not checked in this shift with the model that is active. Check them first.`,
        );
      }
      if (state === 'blocked') {
        throw new StationError(
          'NOT_RELEASED',
          `The check of the known parts of “${name}” went wrong. Check again, or have an engineer release the line.`,
        );
      }
    },
  };
}
