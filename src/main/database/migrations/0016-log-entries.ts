import type { Migration } from '../migration.ts';

/**
 * Tables, columns, triggers and indexes say what the log holds: entries. A part that was logged may turn out to be
 * good, so it is no defect. No row changes but the origin of dataset images, `defect-log`, which is now `log`.
 */
export const logEntries: Migration = {
  version: 16,
  name: 'log-entries',
  up: (database) => {
    database.exec([dropped, renamed, recreated, datasetImages].join('\n'));
  },
};

/** SQLite renames tables and columns wherever they are named, but neither triggers nor indexes. */
const dropped = `
DROP TRIGGER defects_unchanged;
DROP TRIGGER defects_regions_unchanged;
DROP TRIGGER defects_kept;
DROP INDEX defects_by_time;
DROP INDEX defects_by_score;
DROP INDEX defects_by_product;
DROP INDEX defects_by_product_score;
DROP INDEX defects_by_model;
DROP INDEX defects_by_session;
DROP INDEX defects_by_cause;
DROP INDEX defects_by_name;
DROP INDEX inspections_by_defect;
DROP INDEX decisions_by_defect;
DROP INDEX defect_descriptors_defect;
`;

const renamed = `
ALTER TABLE defects RENAME TO log_entries;
ALTER TABLE defect_descriptors RENAME TO entry_descriptors;
ALTER TABLE entry_descriptors RENAME COLUMN defect_id TO entry_id;
ALTER TABLE inspections RENAME COLUMN defect_id TO entry_id;
ALTER TABLE decisions RENAME COLUMN defect_id TO entry_id;
`;

const recreated = `
CREATE INDEX log_entries_by_time ON log_entries (captured_at);
CREATE INDEX log_entries_by_score ON log_entries (score);
CREATE INDEX log_entries_by_product ON log_entries (product_id, captured_at);
CREATE INDEX log_entries_by_product_score ON log_entries (product_id, score);
CREATE INDEX log_entries_by_model ON log_entries (model_id, captured_at);
CREATE INDEX log_entries_by_session ON log_entries (session_id, captured_at);
CREATE INDEX log_entries_by_cause ON log_entries (cause) WHERE cause IS NOT NULL;
CREATE INDEX log_entries_by_name ON log_entries (name) WHERE name IS NOT NULL;
CREATE INDEX inspections_by_entry ON inspections (entry_id) WHERE entry_id IS NOT NULL;
CREATE INDEX decisions_by_entry ON decisions (entry_id, id);
CREATE INDEX entry_descriptors_by_entry ON entry_descriptors (entry_id);

CREATE TRIGGER log_entries_unchanged BEFORE UPDATE OF
  id, product_id, session_id, model_id, thresholds_id, captured_at, frame_number, name, verdict, score, provider,
  capture_ms, queue_ms, run_ms, post_ms, picture_path, picture_sha256, picture_bytes, picture_width, picture_height,
  map_path, map_sha256, map_bytes, map_width, map_height, regions, largest_region ON log_entries BEGIN
  SELECT RAISE(ABORT, 'log_entries: what was logged never changes');
END;
CREATE TRIGGER log_entries_kept BEFORE DELETE ON log_entries BEGIN
  SELECT RAISE(ABORT, 'log_entries: rows are never deleted');
END;
`;

/** A column's check cannot be changed: the table is made anew, and every image keeps its id. */
const datasetImages = `
CREATE TABLE new_dataset_images (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  product_id TEXT NOT NULL REFERENCES products (id),
  name       TEXT NOT NULL,
  extension  TEXT NOT NULL,
  width      INTEGER NOT NULL CHECK (width > 0),
  height     INTEGER NOT NULL CHECK (height > 0),
  bytes      INTEGER NOT NULL CHECK (bytes > 0),
  sha256     TEXT NOT NULL CHECK (length(sha256) = 64),
  added_at   INTEGER NOT NULL,
  added_by   TEXT NOT NULL,
  origin     TEXT NOT NULL CHECK (origin IN ('folder', 'upload', 'camera', 'log', 'sample')),
  entry_id   INTEGER REFERENCES log_entries (id),
  removed_at INTEGER,
  purpose    TEXT NOT NULL DEFAULT 'training' CHECK (purpose IN ('training', 'test')),
  label      TEXT NOT NULL DEFAULT 'good'
    CHECK (label IN ('good', 'defect') AND (label = 'good' OR purpose = 'test')),
  kind       TEXT CHECK (length(kind) BETWEEN 1 AND 80 AND (kind IS NULL OR label = 'defect')),
  mask       TEXT CHECK (json_valid(mask)),
  UNIQUE (product_id, sha256)
) STRICT;
INSERT INTO new_dataset_images (id, product_id, name, extension, width, height, bytes, sha256, added_at, added_by,
  origin, entry_id, removed_at, purpose, label, kind, mask)
  SELECT id, product_id, name, extension, width, height, bytes, sha256, added_at, added_by,
    CASE origin WHEN 'defect-log' THEN 'log' ELSE origin END, defect_id, removed_at, purpose, label, kind, mask
  FROM dataset_images ORDER BY id;
DROP TABLE dataset_images;
ALTER TABLE new_dataset_images RENAME TO dataset_images;
CREATE INDEX dataset_images_present ON dataset_images (product_id, purpose, id) WHERE removed_at IS NULL;
CREATE TRIGGER dataset_images_kept BEFORE DELETE ON dataset_images BEGIN
  SELECT RAISE(ABORT, 'dataset_images: rows are never deleted');
END;
`;
