import type { Migration } from '../migration.ts';

/**
 * Parts that a group of lanes looks at: `parts` says what became of each, the worst of its views, `part_views` what each lane saw. An entry
 * of the log that shows a view names the group.
 */
export const parts: Migration = {
  version: 28,
  name: 'parts',
  up: (database) => {
    database.exec(`
CREATE TABLE parts (
  number      INTEGER PRIMARY KEY CHECK (number > 0),
  group_name  TEXT NOT NULL,
  verdict     TEXT NOT NULL CHECK (verdict IN ('good', 'review', 'defect', 'not-inspected')),
  captured_at INTEGER NOT NULL
) STRICT;
CREATE INDEX parts_by_time ON parts (captured_at);
CREATE TABLE part_views (
  part_number INTEGER NOT NULL REFERENCES parts (number),
  lane        INTEGER NOT NULL CHECK (lane > 0),
  lane_name   TEXT NOT NULL,
  verdict     TEXT NOT NULL CHECK (verdict IN ('good', 'review', 'defect', 'not-inspected')),
  score       REAL,
  reason      TEXT CHECK (length(reason) BETWEEN 1 AND 40),
  entry_id    INTEGER REFERENCES log_entries (id),
  PRIMARY KEY (part_number, lane)
) STRICT, WITHOUT ROWID;
${['parts', 'part_views']
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

ALTER TABLE log_entries ADD COLUMN group_name TEXT;
CREATE TRIGGER log_entries_group_unchanged BEFORE UPDATE OF group_name ON log_entries BEGIN
  SELECT RAISE(ABORT, 'log_entries: what was logged never changes');
END;
`);
  },
};
