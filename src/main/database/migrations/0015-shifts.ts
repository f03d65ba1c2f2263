import type { Migration } from '../migration.ts';

/**
 * Shifts, the known parts that are checked before a line is released, the checks and the releases. An inspection belongs to
 * the shift it began in; what was there before belongs to none.
 */
const sql = `
CREATE TABLE shifts (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  operator   TEXT CHECK (length(operator) BETWEEN 1 AND 80),
  started_by TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  ended_by   TEXT,
  ended_at   INTEGER CHECK (ended_at >= started_at),
  CHECK ((ended_by IS NULL) = (ended_at IS NULL))
) STRICT;
CREATE UNIQUE INDEX shifts_one_open ON shifts ((1)) WHERE ended_at IS NULL;

CREATE TABLE known_parts (image_id INTEGER PRIMARY KEY NOT NULL REFERENCES dataset_images (id)) STRICT;

CREATE TABLE shift_checks (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  shift_id      INTEGER NOT NULL REFERENCES shifts (id),
  product_id    TEXT NOT NULL REFERENCES products (id),
  model_id      TEXT NOT NULL REFERENCES models (id),
  thresholds_id INTEGER NOT NULL REFERENCES thresholds (id),
  passed        INTEGER NOT NULL CHECK (passed IN (0, 1)),
  parts         TEXT NOT NULL CHECK (json_valid(parts)),
  checked_by    TEXT NOT NULL,
  checked_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX shift_checks_by_shift ON shift_checks (shift_id, product_id, id);

CREATE TABLE releases (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  check_id    INTEGER NOT NULL UNIQUE REFERENCES shift_checks (id),
  reason      TEXT CHECK (length(reason) BETWEEN 1 AND 200),
  released_by TEXT NOT NULL,
  released_at INTEGER NOT NULL
) STRICT;

ALTER TABLE sessions ADD COLUMN shift_id INTEGER REFERENCES shifts (id);
CREATE INDEX sessions_by_shift ON sessions (shift_id) WHERE shift_id IS NOT NULL;

CREATE TRIGGER shifts_end_once BEFORE UPDATE ON shifts WHEN OLD.ended_at IS NOT NULL BEGIN
  SELECT RAISE(ABORT, 'shifts: one that has ended never changes');
END;
CREATE TRIGGER sessions_shift_unchanged BEFORE UPDATE OF shift_id ON sessions BEGIN
  SELECT RAISE(ABORT, 'sessions: an inspection stays in the shift it began in');
END;
`;

const writtenOnce = ['shift_checks', 'releases'].map(
  (table) => `CREATE TRIGGER ${table}_unchanged BEFORE UPDATE ON ${table} BEGIN
  SELECT RAISE(ABORT, '${table}: rows are written once and never change');
END;`,
);

const kept = ['shifts', 'shift_checks', 'releases'].map(
  (table) => `CREATE TRIGGER ${table}_kept BEFORE DELETE ON ${table} BEGIN
  SELECT RAISE(ABORT, '${table}: rows are never deleted');
END;`,
);

export const shifts: Migration = {
  version: 15,
  name: 'shifts',
  up: (database) => {
    database.exec([sql, ...writtenOnce, ...kept].join('\n'));
  },
};
