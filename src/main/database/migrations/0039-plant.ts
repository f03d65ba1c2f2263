import type { Migration } from '../migration.ts';

/**
 * Which plant the station belongs to, and how far its log has travelled there. The log itself is what is sent: only parts that lanes
 * saw together, whose numbers do not say in which order they were logged, have their order written down while there is a plant.
 */
export const plant: Migration = {
  version: 39,
  name: 'plant',
  up: (database) => {
    database.exec(`
CREATE TABLE plant_memberships (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  plant      TEXT NOT NULL CHECK (length(plant) BETWEEN 1 AND 80),
  station    INTEGER NOT NULL CHECK (station BETWEEN 1 AND 9999),
  servers    TEXT NOT NULL CHECK (json_valid(servers)),
  invitation TEXT NOT NULL,
  joined_by  TEXT NOT NULL,
  joined_at  INTEGER NOT NULL,
  left_by    TEXT,
  left_at    INTEGER,
  CHECK ((left_by IS NULL) = (left_at IS NULL))
) STRICT;
CREATE UNIQUE INDEX plant_memberships_one ON plant_memberships ((1)) WHERE left_at IS NULL;

CREATE TABLE plant_cursors (
  source   TEXT PRIMARY KEY CHECK (length(source) BETWEEN 1 AND 40),
  position INTEGER NOT NULL CHECK (position >= 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE plant_standing (
  one             INTEGER PRIMARY KEY CHECK (one = 1),
  connected       INTEGER NOT NULL CHECK (connected IN (0, 1)),
  failure_code    TEXT,
  failure_message TEXT,
  since           INTEGER NOT NULL,
  waiting         INTEGER NOT NULL CHECK (waiting >= 0),
  passed_over     INTEGER NOT NULL CHECK (passed_over >= 0)
) STRICT;

CREATE TABLE plant_grouped_parts (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  part_number INTEGER NOT NULL REFERENCES parts (number)
) STRICT;
CREATE TRIGGER parts_in_order AFTER INSERT ON parts
WHEN EXISTS (SELECT 1 FROM plant_memberships WHERE left_at IS NULL) BEGIN
  INSERT INTO plant_grouped_parts (part_number) VALUES (NEW.number);
END;
`);
  },
};
