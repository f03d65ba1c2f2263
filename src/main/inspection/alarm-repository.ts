import type { z } from 'zod';
import { alarmSchema, type Alarm } from '../../shared/contract/inspection.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { oneRow } from '../database/rows.ts';

/** Alarms as rows, which stay when they are acknowledged. */
export interface AlarmRepository {
  insert(sessionId: string, alarmAfter: number, now: number): void;
  /** The newest alarm that waits to be acknowledged; null when none does. */
  standing(): Alarm | null;
  exists(id: number): boolean;
  /** One that was acknowledged already stays as it is. */
  acknowledge(id: number, name: string, now: number): void;
}

export function createAlarmRepository(database: StationDatabase): AlarmRepository {
  const insert = database.prepare(
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
  const byId = database.prepare(`SELECT 1 FROM alarms WHERE id = ?`);
  const row: z.ZodType<Alarm> = alarmSchema;

  return {
    insert: (sessionId, alarmAfter, now) => void insert.run({ sessionId, alarmAfter, now }),
    standing: () => oneRow(row, standing),
    exists: (id) => byId.get(id) !== undefined,
    acknowledge: (id, name, now) => void acknowledge.run({ id, name, now }),
  };
}
