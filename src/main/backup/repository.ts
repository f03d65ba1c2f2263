import { backupRunSchema, shownBackupRuns, type BackupRun } from '../../shared/contract/backup.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { allRows, insertedId, jsonColumn, oneRow } from '../database/rows.ts';

const rowSchema = backupRunSchema.extend({
  backup: jsonColumn(backupRunSchema.shape.backup.unwrap()).nullable(),
});

const select = `SELECT id, folder, started_at AS startedAt, ended_at AS endedAt, started_by AS startedBy, backup, failure
  FROM backup_runs`;

export type BackupRepository = ReturnType<typeof createBackupRepository>;

/** The rows of backups, both successful and failed; rows are only ever added. */
export function createBackupRepository(database: StationDatabase) {
  const insert = database.prepare(
    `INSERT INTO backup_runs (folder, started_at, ended_at, started_by, backup, failure)
     VALUES (@folder, @startedAt, @endedAt, @startedBy, @backup, @failure)`,
  );
  const newest = database.prepare(`${select} ORDER BY id DESC LIMIT ${shownBackupRuns}`);
  const whole = database.prepare(`${select} WHERE failure IS NULL ORDER BY id DESC LIMIT 1`);
  const failed = database.prepare(`${select} WHERE failure IS NOT NULL ORDER BY id DESC LIMIT 1`);

  return {
    add(run: Omit<BackupRun, 'id'>): BackupRun {
      const backup = run.backup === null ? null : JSON.stringify(run.backup);
      return { ...run, id: insertedId(insert.run({ ...run, backup })) };
    },
    /** Newest first. */
    newest: (): BackupRun[] => allRows(rowSchema, newest),
    lastSuccess: (): BackupRun | null => oneRow(rowSchema, whole),
    lastFailure: (): BackupRun | null => oneRow(rowSchema, failed),
  };
}
