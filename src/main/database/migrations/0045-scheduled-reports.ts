import type { Migration } from '../migration.ts';

/**
 * Reports that the station sends by itself. `scheduled_reports`: each change of one is a row, the latest is in force. `report_runs`: each
 * that was sent, or could not be.
 */
export const scheduledReports: Migration = {
  version: 45,
  name: 'scheduled-reports',
  up: (database) => {
    database.exec(`
CREATE TABLE scheduled_reports (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  report_id    TEXT NOT NULL CHECK (length(report_id) = 36),
  value_before TEXT,
  value_after  TEXT CHECK (value_after IS NULL OR (json_valid(value_after) AND length(value_after) <= 131072)),
  set_by       TEXT NOT NULL,
  set_at       INTEGER NOT NULL,
  CHECK (value_before IS NOT NULL OR value_after IS NOT NULL)
) STRICT;
CREATE INDEX scheduled_reports_by_report ON scheduled_reports (report_id, id);
CREATE TRIGGER scheduled_reports_chained BEFORE INSERT ON scheduled_reports
WHEN NEW.value_before IS NOT (SELECT value_after FROM scheduled_reports WHERE report_id = NEW.report_id ORDER BY id DESC LIMIT 1)
BEGIN
  SELECT RAISE(ABORT, 'scheduled_reports: a change begins where the last one ended');
END;

CREATE TABLE report_runs (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  report_id  TEXT NOT NULL,
  from_at    INTEGER NOT NULL,
  to_at      INTEGER NOT NULL,
  shift_id   INTEGER REFERENCES shifts (id),
  ended_at   INTEGER NOT NULL,
  started_by TEXT,
  file_name  TEXT NOT NULL,
  failure    TEXT CHECK (json_valid(failure)),
  CHECK (to_at >= from_at)
) STRICT;
CREATE INDEX report_runs_by_report ON report_runs (report_id, id);
CREATE INDEX report_runs_whole ON report_runs (report_id, to_at) WHERE failure IS NULL;
${['scheduled_reports', 'report_runs']
  .map(
    (table) => `
CREATE TRIGGER ${table}_unchanged BEFORE UPDATE ON ${table} BEGIN
  SELECT RAISE(ABORT, '${table}: rows are written once and never change');
END;
CREATE TRIGGER ${table}_kept BEFORE DELETE ON ${table} BEGIN
  SELECT RAISE(ABORT, '${table}: rows are never deleted');
END;`,
  )
  .join('')}
`);
  },
};
