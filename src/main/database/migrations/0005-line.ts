import type { Migration } from '../migration.ts';

/** Shifts of the line. A part belongs to the shift in whose time it was captured. */
export const line: Migration = {
  version: 5,
  name: 'line',
  up: (database) => {
    database.exec(`
CREATE TABLE shifts (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  name       TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
  started_at INTEGER NOT NULL,
  started_by TEXT NOT NULL,
  ended_at   INTEGER CHECK (ended_at >= started_at)
) STRICT;
CREATE INDEX shifts_by_time ON shifts (started_at);
CREATE UNIQUE INDEX shifts_one_open ON shifts (ended_at IS NULL) WHERE ended_at IS NULL;
CREATE TRIGGER shifts_kept BEFORE DELETE ON shifts BEGIN
  SELECT RAISE(ABORT, 'shifts: rows are never deleted');
END;
`);
  },
};
