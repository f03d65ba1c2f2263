import type { Migration } from '../migration.ts';

/**
 * Lanes. `line_set_up`: each change of a lane or a recipe is a row, the latest of a number is in force, and a change begins where the
 * last one ended; null is “not there”. A session says in which lane it was; what was there before was in the only one.
 */
export const lanes: Migration = {
  version: 26,
  name: 'lanes',
  up: (database) => {
    database.exec(`
CREATE TABLE line_set_up (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  kind         TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 20),
  number       INTEGER NOT NULL CHECK (number > 0),
  value_before TEXT,
  value_after  TEXT CHECK (value_after IS NULL OR (json_valid(value_after) AND length(value_after) <= 16384)),
  set_by       TEXT NOT NULL,
  set_at       INTEGER NOT NULL,
  CHECK (value_before IS NOT NULL OR value_after IS NOT NULL)
) STRICT;
CREATE INDEX line_set_up_by_number ON line_set_up (kind, number, id);

CREATE TRIGGER line_set_up_chained BEFORE INSERT ON line_set_up
WHEN NEW.value_before IS NOT
  (SELECT value_after FROM line_set_up WHERE kind = NEW.kind AND number = NEW.number ORDER BY id DESC LIMIT 1) BEGIN
  SELECT RAISE(ABORT, 'line_set_up: a change begins where the last one ended');
END;
CREATE TRIGGER line_set_up_unchanged BEFORE UPDATE ON line_set_up BEGIN
  SELECT RAISE(ABORT, 'line_set_up: rows are written once and never change');
END;
CREATE TRIGGER line_set_up_kept BEFORE DELETE ON line_set_up BEGIN
  SELECT RAISE(ABORT, 'line_set_up: rows are never deleted');
END;

ALTER TABLE sessions ADD COLUMN lane INTEGER NOT NULL DEFAULT 1 CHECK (lane > 0);
ALTER TABLE sessions ADD COLUMN lane_name TEXT NOT NULL DEFAULT 'Lane 1';
CREATE INDEX sessions_by_lane ON sessions (lane, started_at);
`);
  },
};
