import type { z } from 'zod';
import { alarmSchema, type Alarm } from '../../shared/contract/inspection.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { allRows, oneRow } from '../database/rows.ts';

/** The cause of an alarm: rejects in a row, or seconds without a part. */
export type AlarmCause = Pick<Alarm, 'alarmAfter' | 'silentSeconds'>;

/** Alarms as rows. The rows stay after the alarm is acknowledged. */
export interface AlarmRepository {
  /** Returns a new alarm with the id that its row will get. */
  next(sessionId: string, cause: AlarmCause, now: number): Alarm;
  insert(sessionId: string, alarm: Alarm): void;
  /** Returns unacknowledged alarms, the newest of each lane, by lane number. */
  standing(): readonly Alarm[];
  exists(id: number): boolean;
  /** Acknowledges an alarm; repeating it changes nothing. */
  acknowledge(id: number, name: string, now: number): void;
}

export function createAlarmRepository(database: StationDatabase): AlarmRepository {
  const insert = database.prepare(
    `INSERT INTO alarms (id, session_id, alarm_after, silent_seconds, raised_at)
     VALUES (@id, @sessionId, @alarmAfter, @silentSeconds, @raisedAt)`,
  );
  const standing = database.prepare(
    `SELECT max(a.id) AS id, s.lane, s.lane_name AS laneName, p.name AS productName, a.alarm_after AS alarmAfter,
       a.silent_seconds AS silentSeconds, a.raised_at AS raisedAt
     FROM alarms a JOIN sessions s ON s.id = a.session_id JOIN products p ON p.id = s.product_id
     WHERE a.acknowledged_at IS NULL GROUP BY s.lane ORDER BY s.lane`,
  );
  // Ids cannot collide: rows are never deleted, and only this process adds them.
  const next = database.prepare(
    `SELECT (SELECT coalesce(max(id), 0) + 1 FROM alarms) AS id, s.lane, s.lane_name AS laneName,
       p.name AS productName, @alarmAfter AS alarmAfter, @silentSeconds AS silentSeconds, @now AS raisedAt
     FROM sessions s JOIN products p ON p.id = s.product_id WHERE s.id = @sessionId`,
  );
  const acknowledge = database.prepare(
    `UPDATE alarms SET acknowledged_by = @name, acknowledged_at = max(@now, raised_at)
     WHERE id = @id AND acknowledged_at IS NULL`,
  );
  const byId = database.prepare(`SELECT 1 FROM alarms WHERE id = ?`);
  const row: z.ZodType<Alarm> = alarmSchema;

  return {
    next(sessionId, cause, now) {
      const alarm = oneRow(row, next, { sessionId, ...cause, now });
      if (alarm === null) throw new Error(`There is no session ${sessionId}`);
      return alarm;
    },
    insert: (sessionId, { id, alarmAfter, silentSeconds, raisedAt }) =>
      void insert.run({ id, sessionId, alarmAfter, silentSeconds, raisedAt }),
    standing: () => allRows(row, standing),
    exists: (id) => byId.get(id) !== undefined,
    acknowledge: (id, name, now) => void acknowledge.run({ id, name, now }),
  };
}
