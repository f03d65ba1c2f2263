import type { Migration } from '../migration.ts';

/**
 * Parts without a verdict: each is an entry of the log with its reason, and a row of `uninspected_parts`, as parts with a
 * verdict are rows of `inspections`. What only a verdict has (score, limits, regions, times, map) is null in such an entry,
 * and so is the picture where none could be had. Which reasons there are is the program's affair. Every entry keeps its id.
 */
export const notInspected: Migration = {
  version: 22,
  name: 'not-inspected',
  up: (database) => {
    database.exec([rebuilt, indexes, triggers, parts].join('\n'));
  },
};

const columns = `id, product_id, session_id, model_id, thresholds_id, captured_at, frame_number, name, verdict, score,
  provider, capture_ms, queue_ms, run_ms, post_ms, picture_path, picture_sha256, picture_bytes, picture_width,
  picture_height, map_path, map_sha256, map_bytes, map_width, map_height, frames, decision, regions, largest_region, cause`;

/** A column's check cannot be changed: the table is made anew. */
const rebuilt = `
DROP TRIGGER decisions_latest;
CREATE TABLE new_log_entries (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  product_id     TEXT NOT NULL REFERENCES products (id),
  session_id     TEXT NOT NULL REFERENCES sessions (id),
  model_id       TEXT NOT NULL REFERENCES models (id),
  thresholds_id  INTEGER REFERENCES thresholds (id),
  captured_at    INTEGER NOT NULL,
  frame_number   INTEGER NOT NULL CHECK (frame_number >= 0),
  name           TEXT,
  verdict        TEXT NOT NULL CHECK (verdict IN ('review', 'defect', 'not-inspected')),
  reason         TEXT CHECK (length(reason) BETWEEN 1 AND 40),
  detail         TEXT CHECK (length(detail) <= 1000),
  score          REAL,
  provider       TEXT,
  capture_ms     REAL,
  queue_ms       REAL,
  run_ms         REAL,
  post_ms        REAL,
  picture_path   TEXT,
  picture_sha256 TEXT,
  picture_bytes  INTEGER,
  picture_width  INTEGER,
  picture_height INTEGER,
  map_path       TEXT,
  map_sha256     TEXT,
  map_bytes      INTEGER,
  map_width      INTEGER,
  map_height     INTEGER,
  frames         INTEGER NOT NULL DEFAULT 1 CHECK (frames > 0),
  decision       TEXT CHECK (decision IN ('good', 'defect')),
  regions        INTEGER CHECK (regions >= 0),
  largest_region REAL CHECK (largest_region BETWEEN 0 AND 1),
  cause          TEXT,
  CHECK ((reason IS NOT NULL) = (verdict = 'not-inspected')),
  CHECK (verdict = 'not-inspected' OR detail IS NULL),
  CHECK (iif(verdict = 'not-inspected',
    coalesce(thresholds_id, score, provider, capture_ms, queue_ms, run_ms, post_ms, regions, largest_region) IS NULL
      AND coalesce(map_path, map_sha256, map_bytes, map_width, map_height) IS NULL,
    (thresholds_id + score + capture_ms + queue_ms + run_ms + post_ms) IS NOT NULL AND provider IS NOT NULL
      AND picture_path IS NOT NULL AND map_path IS NOT NULL)),
  CHECK (iif(picture_path IS NULL, coalesce(picture_sha256, picture_bytes, picture_width, picture_height) IS NULL,
    picture_sha256 IS NOT NULL AND (picture_bytes + picture_width + picture_height) IS NOT NULL)),
  CHECK (map_path IS NULL OR map_sha256 IS NOT NULL AND (map_bytes + map_width + map_height) IS NOT NULL)
) STRICT;
INSERT INTO new_log_entries (${columns}) SELECT ${columns} FROM log_entries ORDER BY id;
DROP TABLE log_entries;
ALTER TABLE new_log_entries RENAME TO log_entries;
`;

const indexes = `
CREATE INDEX log_entries_by_time ON log_entries (captured_at);
CREATE INDEX log_entries_by_score ON log_entries (score);
CREATE INDEX log_entries_by_product ON log_entries (product_id, captured_at);
CREATE INDEX log_entries_by_product_score ON log_entries (product_id, score);
CREATE INDEX log_entries_by_model ON log_entries (model_id, captured_at);
CREATE INDEX log_entries_by_session ON log_entries (session_id, captured_at);
CREATE INDEX log_entries_by_cause ON log_entries (cause) WHERE cause IS NOT NULL;
CREATE INDEX log_entries_by_name ON log_entries (name) WHERE name IS NOT NULL;
`;

const triggers = `
CREATE TRIGGER log_entries_unchanged BEFORE UPDATE OF
  id, product_id, session_id, model_id, thresholds_id, captured_at, frame_number, name, verdict, reason, detail, score,
  provider, capture_ms, queue_ms, run_ms, post_ms, picture_path, picture_sha256, picture_bytes, picture_width,
  picture_height, map_path, map_sha256, map_bytes, map_width, map_height, regions, largest_region ON log_entries BEGIN
  SELECT RAISE(ABORT, 'log_entries: what was logged never changes');
END;
CREATE TRIGGER log_entries_kept BEFORE DELETE ON log_entries BEGIN
  SELECT RAISE(ABORT, 'log_entries: rows are never deleted');
END;
CREATE TRIGGER decisions_latest AFTER INSERT ON decisions BEGIN
  UPDATE log_entries SET decision = NEW.decision, cause = NEW.cause WHERE id = NEW.entry_id;
END;
`;

const parts = `
CREATE TABLE uninspected_parts (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  session_id   TEXT NOT NULL REFERENCES sessions (id),
  frame_number INTEGER NOT NULL CHECK (frame_number >= 0),
  name         TEXT,
  captured_at  INTEGER NOT NULL,
  reason       TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 40),
  detail       TEXT CHECK (length(detail) <= 1000),
  entry_id     INTEGER NOT NULL REFERENCES log_entries (id)
) STRICT;
CREATE INDEX uninspected_parts_by_session ON uninspected_parts (session_id, captured_at);
CREATE INDEX uninspected_parts_by_time ON uninspected_parts (captured_at);
CREATE INDEX uninspected_parts_by_entry ON uninspected_parts (entry_id);
CREATE TRIGGER uninspected_parts_unchanged BEFORE UPDATE ON uninspected_parts BEGIN
  SELECT RAISE(ABORT, 'uninspected_parts: rows are written once and never change');
END;
CREATE TRIGGER uninspected_parts_kept BEFORE DELETE ON uninspected_parts BEGIN
  SELECT RAISE(ABORT, 'uninspected_parts: rows are never deleted');
END;
`;
