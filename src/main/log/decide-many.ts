import type { EarlierWord } from '../../shared/contract/log.ts';
import type { User } from '../../shared/domain/role.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import type { StationChanges } from '../station/changes.ts';
import type { LogRepository, StandingWord } from './repository.ts';
import type { Said } from './said.ts';

/** Decisions on many entries: each of them as a row of its own, all in one transaction. */
export function createManyDecisions(
  repository: Pick<LogRepository, 'standing' | 'addDecisions'>,
  changes: StationChanges,
) {
  /** @throws StationError NOT_FOUND, naming the first that is missing */
  function standingOf(ids: readonly number[]): StandingWord[] {
    const found = repository.standing(ids);
    const there = new Set(found.map(({ id }) => id));
    const missing = ids.find((id) => !there.has(id));
    if (missing === undefined) return found;
    throw new StationError(
      'NOT_FOUND',
      `The log has no entry ${missing}. Nothing was decided. Reload the list.`,
    );
  }

  function publish(words: readonly StandingWord[]): void {
    for (const productId of new Set(words.map((word) => word.productId))) {
      changes.publish({ kind: 'log', productId });
    }
  }

  return {
    /**
     * Adds one word to each entry; null takes the last one back.
     *
     * @returns what takes it all back, for `restoreMany`
     * @throws StationError NOT_FOUND; nothing is decided then
     */
    decideMany(ids: readonly number[], said: Said, user: User): { before: EarlierWord[] } {
      const words = standingOf(ids);
      const stamp = { decidedBy: user.name, decidedAt: Date.now() };
      const decided = repository.addDecisions(words.map(({ id }) => ({ entryId: id, ...said, ...stamp })));
      publish(words);
      const before = words.map(({ id, decision, cause }, index) => {
        const decisionId = decided[index];
        if (decisionId === undefined) throw new Error(`Entry ${id} was not decided`);
        return { id, decision, cause, decisionId };
      });
      return { before };
    },

    /**
     * Says again what was said before; the history keeps both.
     *
     * @throws StationError NOT_FOUND; CONFLICT when one was decided anew since; nothing is restored then
     */
    restoreMany(before: readonly EarlierWord[], user: User): { restored: number } {
      const words = standingOf(before.map(({ id }) => id));
      const latest = new Map(words.map(({ id, decisionId }) => [id, decisionId]));
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
      publish(words);
      return { restored: words.length };
    },
  };
}
