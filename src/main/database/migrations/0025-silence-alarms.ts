import type { Migration } from '../migration.ts';

/**
 * An alarm may also say that no part came for so long. It has one of the two causes: rejects in a row, or seconds without a
 * part. What was there before was raised by rejects, and every alarm keeps its id.
 */
export const silenceAlarms: Migration = {
  version: 25,
  name: 'silence-alarms',
  up: (database) => {
    database.exec(`
CREATE TABLE new_alarms (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  session_id      TEXT NOT NULL REFERENCES sessions (id),
  alarm_after     INTEGER CHECK (alarm_after BETWEEN 1 AND 100),
  silent_seconds  INTEGER CHECK (silent_seconds > 0),
  raised_at       INTEGER NOT NULL,
  acknowledged_by TEXT,
  acknowledged_at INTEGER CHECK (acknowledged_at >= raised_at),
  CHECK ((acknowledged_by IS NULL) = (acknowledged_at IS NULL)),
  CHECK ((alarm_after IS NULL) <> (silent_seconds IS NULL))
) STRICT;
INSERT INTO new_alarms (id, session_id, alarm_after, raised_at, acknowledged_by, acknowledged_at)
  SELECT id, session_id, alarm_after, raised_at, acknowledged_by, acknowledged_at FROM alarms ORDER BY id;
DROP TABLE alarms;
ALTER TABLE new_alarms RENAME TO alarms;
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
