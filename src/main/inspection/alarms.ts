import type { z } from 'zod';
import { alarmSchema, type Alarm } from '../../shared/contract/inspection.ts';
import type { LiveResult } from '../../shared/contract/live.ts';
import { isAlarming, lengthenRun, noRun } from '../../shared/domain/defect-run.ts';
import type { User } from '../../shared/domain/role.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { oneRow } from '../database/rows.ts';
import type { StationChanges } from '../station/changes.ts';

/** Alarms after so many defects in a row: raised, standing until someone acknowledges them, kept in the log. */
export interface Alarms {
  /**
   * Follows the parts of a session, in their order; while an alarm stands, no further one is raised.
   *
   * @param alarmAfter asked for with each defect, so that a changed number acts at once
   */
  follow(
    sessionId: string,
    alarmAfter: () => number | null,
  ): (result: Pick<LiveResult, 'verdict' | 'entryId'>) => void;
  /** The alarm that waits to be acknowledged, also after a restart; null when none does. */
  standing(): Alarm | null;
  /** Counting starts anew. @throws StationError NOT_FOUND when there is no such alarm */
  acknowledge(id: number, user: User): void;
}

export function createAlarms(database: StationDatabase, changes: StationChanges): Alarms {
  const raise = database.prepare(
    `INSERT INTO alarms (session_id, alarm_after, raised_at) VALUES (@sessionId, @alarmAfter, @now)`,
  );
  const standing = database.prepare(
    `SELECT a.id, p.name AS productName, a.alarm_after AS alarmAfter, a.raised_at AS raisedAt
     FROM alarms a JOIN sessions s ON s.id = a.session_id JOIN products p ON p.id = s.product_id
     WHERE a.acknowledged_at IS NULL ORDER BY a.id DESC LIMIT 1`,
  );
  const acknowledge = database.prepare(
    `UPDATE alarms SET acknowledged_by = @name, acknowledged_at = max(@now, raised_at)
     WHERE id = @id AND acknowledged_at IS NULL`,
  );
  const known = database.prepare(`SELECT 1 FROM alarms WHERE id = ?`);
  const row: z.ZodType<Alarm> = alarmSchema;
  let stands: Alarm | null = oneRow(row, standing);
  /** Runs from before an acknowledgement are over. */
  let acknowledgements = 0;

  return {
    follow(sessionId, alarmAfter) {
      let run = noRun;
      let since = acknowledgements;
      return ({ verdict, entryId }) => {
        if (since !== acknowledgements) run = noRun;
        since = acknowledgements;
        run = lengthenRun(run, verdict, entryId);
        if (verdict !== 'defect' || stands !== null) return;
        const after = alarmAfter();
        if (after === null || !isAlarming(run, after)) return;
        raise.run({ sessionId, alarmAfter: after, now: Date.now() });
        stands = oneRow(row, standing);
        changes.publish({ kind: 'line' });
      };
    },
    standing: () => stands,
    acknowledge(id, { name }) {
      if (known.get(id) === undefined) {
        throw new StationError('NOT_FOUND', `There is no alarm ${id}. Reload the page.`);
      }
      acknowledge.run({ id, name, now: Date.now() });
      stands = oneRow(row, standing);
      acknowledgements += 1;
      changes.publish({ kind: 'line' });
    },
  };
}
