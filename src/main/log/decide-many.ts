import type { EarlierDecision, StatedDecision } from '../../shared/contract/log.ts';
import type { User } from '../../shared/domain/role.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { stepsOf, withTurns } from '../host/with-turns.ts';
import type { StationChanges } from '../station/changes.ts';
import type { LogRepository, StandingDecision } from './repository.ts';

/** Entries read or decided in one step. */
const stepSize = 200;

/** Decides on many entries at once, with one row for each decision. */
export function createManyDecisions(
  repository: Pick<LogRepository, 'standing' | 'addDecisions'>,
  changes: StationChanges,
) {
  /** @throws StationError NOT_FOUND naming the first missing entry */
  async function standingOf(ids: readonly number[]): Promise<StandingDecision[]> {
    const found: StandingDecision[] = [];
    for await (const step of steps(ids)) found.push(...repository.standing(step));
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
     * Adds a decision to each entry; null takes the last decision back. The log never loses an entry, so once all
     * are found, only a failing database can end the work early; the steps before then stay decided.
     *
     * @returns the decisions of before, with which `restoreMany` undoes the change
     * @throws StationError NOT_FOUND; nothing is decided then
     */
    async decideMany(
      ids: readonly number[],
      stated: StatedDecision,
      user: User,
    ): Promise<{ before: EarlierDecision[] }> {
      const distinct = [...new Set(ids)];
      await standingOf(distinct);
      const stamp = { decidedBy: user.name, decidedAt: Date.now() };
      const before: EarlierDecision[] = [];
      for await (const step of steps(distinct)) {
        // Read again: somebody may have decided since the first look.
        const standing = repository.standing(step);
        const decided = repository.addDecisions(
          standing.map(({ id }) => ({ entryId: id, ...stated, ...stamp })),
        );
        publish(standing);
        for (const [index, { id, decision, cause }] of standing.entries()) {
          const decisionId = decided[index];
          if (decisionId === undefined) throw new Error(`Entry ${id} was not decided`);
          before.push({ id, decision, cause, decisionId });
        }
      }
      return { before };
    },

    /**
     * Restores earlier decisions as new rows; the history keeps both. An entry that somebody decides on during the
     * restoring keeps that decision and is not counted.
     *
     * @throws StationError NOT_FOUND; CONFLICT if an entry has a newer decision. Nothing is restored then
     */
    async restoreMany(before: readonly EarlierDecision[], user: User): Promise<{ restored: number }> {
      const anew = decidedAnew(before, await standingOf(before.map(({ id }) => id)));
      const [first] = anew;
      if (first !== undefined) {
        throw new StationError(
          'CONFLICT',
          `Entry ${first.id} was decided anew meanwhile. Nothing was taken back: decide on these entries one by one.`,
          `${anew.length} of ${before.length} entries`,
        );
      }
      const stamp = { note: '', decidedBy: user.name, decidedAt: Date.now() };
      let restored = 0;
      for await (const step of steps(before)) {
        const standing = repository.standing(step.map(({ id }) => id));
        const kept = new Set(decidedAnew(step, standing));
        const mine = step.filter((earlier) => !kept.has(earlier));
        repository.addDecisions(
          mine.map(({ id, decision, cause }) => ({ entryId: id, decision, cause, ...stamp })),
        );
        publish(standing);
        restored += mine.length;
      }
      return { restored };
    },
  };
}

function steps<Item>(items: readonly Item[]): AsyncGenerator<Item[]> {
  return withTurns(stepsOf(items, stepSize));
}

/** Returns the earlier decisions whose entries have a newer decision than the one to be undone. */
function decidedAnew(
  before: readonly EarlierDecision[],
  standing: readonly StandingDecision[],
): EarlierDecision[] {
  const latest = new Map(standing.map(({ id, decisionId }) => [id, decisionId]));
  return before.filter(({ id, decisionId }) => latest.get(id) !== decisionId);
}
