import type { Migration } from '../migration.ts';

/** Pauses of an inspection: when, by whom, why where someone said so, and when it went on. An ended one never changes. */
export const pauses: Migration = {
  version: 7,
  name: 'pauses',
  up: (database) => {
    database.exec(`
CREATE TABLE pauses (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  session_id TEXT NOT NULL REFERENCES sessions (id),
  reason     TEXT CHECK (length(reason) BETWEEN 1 AND 200),
  paused_by  TEXT NOT NULL,
  paused_at  INTEGER NOT NULL,
  resumed_at INTEGER CHECK (resumed_at >= paused_at)
) STRICT;
CREATE INDEX pauses_by_session ON pauses (session_id, id);
CREATE UNIQUE INDEX pauses_one_open ON pauses (session_id) WHERE resumed_at IS NULL;

CREATE TRIGGER pauses_end_once BEFORE UPDATE ON pauses WHEN OLD.resumed_at IS NOT NULL BEGIN
  SELECT RAISE(ABORT, 'pauses: one that has ended never changes');
END;
CREATE TRIGGER pauses_kept BEFORE DELETE ON pauses BEGIN
  SELECT RAISE(ABORT, 'pauses: rows are never deleted');
END;
`);
  },
};
