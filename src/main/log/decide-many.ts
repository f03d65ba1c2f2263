import type { EarlierDecision, StatedDecision } from '../../shared/contract/log.ts';
import type { User } from '../../shared/domain/role.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import type { StationChanges } from '../station/changes.ts';
import type { LogRepository, StandingDecision } from './repository.ts';

/** Decides on many entries at once, in one transaction with one row for each decision. */
export function createManyDecisions(
  repository: Pick<LogRepository, 'standing' | 'addDecisions'>,
  changes: StationChanges,
) {
  /** @throws StationError NOT_FOUND naming the first missing entry */
  function standingOf(ids: readonly number[]): StandingDecision[] {
    const found = repository.standing(ids);
    const there = new Set(found.map(({ id }) => id));
    const missing = ids.find((id) => !there.has(id));
    if (missing === undefined) return found;
    throw new StationError(
      'NOT_FOUND',
      `The log has no entry ${missing}. Nothing was decided. Reload the list.`,
    );
  }

  function publish(decided: readonly StandingDecision[]): void {
    for (const productId of new Set(decided.map((decision) => decision.productId))) {
      changes.publish({ kind: 'log', productId });
    }
  }

  return {
    /**
     * Adds a decision to each entry; null takes the last decision back.
     *
     * @returns the decisions of before, with which `restoreMany` undoes the change
     * @throws StationError NOT_FOUND; nothing is decided then
     */
    decideMany(ids: readonly number[], stated: StatedDecision, user: User): { before: EarlierDecision[] } {
      const standing = standingOf(ids);
      const stamp = { decidedBy: user.name, decidedAt: Date.now() };
      const decided = repository.addDecisions(
        standing.map(({ id }) => ({ entryId: id, ...stated, ...stamp })),
      );
      publish(standing);
      const before = standing.map(({ id, decision, cause }, index) => {
        const decisionId = decided[index];
        if (decisionId === undefined) throw new Error(`Entry ${id} was not decided`);
        return { id, decision, cause, decisionId };
      });
      return { before };
    },

    /**
     * Restores earlier decisions as new rows; the history keeps both.
     *
     * @throws StationError NOT_FOUND; CONFLICT if an entry has a newer decision. Nothing is restored then
     */
    restoreMany(before: readonly EarlierDecision[], user: User): { restored: number } {
      const standing = standingOf(before.map(({ id }) => id));
      const latest = new Map(standing.map(({ id, decisionId }) => [id, decisionId]));
      const anew = before.filter(({ id, decisionId }) => latest.get(id) !== decisionId);
      if (anew.length > 0) {
        throw new StationError(
          'CONFLICT',
          `Entry ${anew[0]?.id} was decided anew meanwhile. Nothing was taken back: decide on these entries one by one.`,
          `${anew.length} of ${before.length} entries`,
        );
      }
      const stamp = { note: '', decidedBy: user.name, decidedAt: Date.now() };
      repository.addDecisions(
        before.map(({ id, decision, cause }) => ({ entryId: id, decision, cause, ...stamp })),
      );
      publish(standing);
      return { restored: standing.length };
    },
  };
}
