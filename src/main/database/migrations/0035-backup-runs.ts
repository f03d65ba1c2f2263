import type { Migration } from '../migration.ts';

/** Backups that were taken, or failed: a row each, written when it ends. */
export const backupRuns: Migration = {
  version: 35,
  name: 'backup-runs',
  up: (database) => {
    database.exec(`
CREATE TABLE backup_runs (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  folder     TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  ended_at   INTEGER NOT NULL,
  started_by TEXT,
  backup     TEXT CHECK (json_valid(backup)),
  failure    TEXT,
  CHECK ((backup IS NULL) <> (failure IS NULL))
) STRICT;
CREATE INDEX backup_runs_whole ON backup_runs (id) WHERE failure IS NULL;

CREATE TRIGGER backup_runs_unchanged BEFORE UPDATE ON backup_runs BEGIN
  SELECT RAISE(ABORT, 'backup_runs: rows are written once and never change');
END;
CREATE TRIGGER backup_runs_kept BEFORE DELETE ON backup_runs BEGIN
  SELECT RAISE(ABORT, 'backup_runs: rows are never deleted');
END;
`);
  },
};
