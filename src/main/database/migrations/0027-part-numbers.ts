import type { Migration } from '../migration.ts';

/**
 * Parts have numbers that count up for the station, and entries of the log say in which lane they were. Null in rows from before, and for
 * frames of a camera that runs freely. `part_numbers`: up to where numbers may have been given away. A session says what made a part.
 */
export const partNumbers: Migration = {
  version: 27,
  name: 'part-numbers',
  up: (database) => {
    database.exec(`
CREATE TABLE part_numbers (
  one      INTEGER PRIMARY KEY CHECK (one = 1),
  reserved INTEGER NOT NULL CHECK (reserved >= 0)
) STRICT;
INSERT INTO part_numbers (one, reserved) VALUES (1, 0);

ALTER TABLE sessions ADD COLUMN trigger_kind TEXT NOT NULL DEFAULT 'free' CHECK (length(trigger_kind) BETWEEN 1 AND 20);

ALTER TABLE inspections ADD COLUMN part_number INTEGER CHECK (part_number > 0);
CREATE INDEX inspections_by_part ON inspections (part_number) WHERE part_number IS NOT NULL;
ALTER TABLE uninspected_parts ADD COLUMN part_number INTEGER CHECK (part_number > 0);
CREATE INDEX uninspected_parts_by_part ON uninspected_parts (part_number) WHERE part_number IS NOT NULL;

ALTER TABLE log_entries ADD COLUMN lane INTEGER NOT NULL DEFAULT 1 CHECK (lane > 0);
ALTER TABLE log_entries ADD COLUMN lane_name TEXT NOT NULL DEFAULT 'Lane 1';
ALTER TABLE log_entries ADD COLUMN part_number INTEGER CHECK (part_number > 0);
CREATE INDEX log_entries_by_part ON log_entries (part_number) WHERE part_number IS NOT NULL;
CREATE INDEX log_entries_by_lane ON log_entries (lane, captured_at);

DROP TRIGGER log_entries_unchanged;
CREATE TRIGGER log_entries_unchanged BEFORE UPDATE OF
  id, product_id, session_id, model_id, thresholds_id, captured_at, frame_number, name, verdict, reason, detail, score,
  provider, capture_ms, queue_ms, run_ms, post_ms, picture_path, picture_sha256, picture_bytes, picture_width,
  picture_height, map_path, map_sha256, map_bytes, map_width, map_height, regions, largest_region, lane, lane_name,
  part_number ON log_entries BEGIN
  SELECT RAISE(ABORT, 'log_entries: what was logged never changes');
END;
`);
  },
};
