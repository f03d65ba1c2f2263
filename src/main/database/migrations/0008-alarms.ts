import type { Migration } from '../migration.ts';

/** After how many defects in a row a product alarms, and the alarms there were. What was there before never alarms. */
export const alarms: Migration = {
  version: 8,
  name: 'alarms',
  up: (database) => {
    database.exec(`
ALTER TABLE products ADD COLUMN alarm_after INTEGER CHECK (alarm_after BETWEEN 1 AND 100);

CREATE TABLE alarms (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  session_id      TEXT NOT NULL REFERENCES sessions (id),
  alarm_after     INTEGER NOT NULL CHECK (alarm_after BETWEEN 1 AND 100),
  raised_at       INTEGER NOT NULL,
  acknowledged_by TEXT,
  acknowledged_at INTEGER CHECK (acknowledged_at >= raised_at),
  CHECK ((acknowledged_by IS NULL) = (acknowledged_at IS NULL))
) STRICT;
CREATE INDEX alarms_by_session ON alarms (session_id, id);
CREATE INDEX alarms_standing ON alarms (id) WHERE acknowledged_at IS NULL;

CREATE TRIGGER alarms_acknowledged_once BEFORE UPDATE ON alarms WHEN OLD.acknowledged_at IS NOT NULL BEGIN
  SELECT RAISE(ABORT, 'alarms: one that was acknowledged never changes');
END;
CREATE TRIGGER alarms_kept BEFORE DELETE ON alarms BEGIN
  SELECT RAISE(ABORT, 'alarms: rows are never deleted');
END;
`);
  },
};
