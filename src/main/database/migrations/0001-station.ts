import type { Migration } from '../migration.ts';

/**
 * The whole log of the station. Instants are milliseconds since 1970 (UTC), paths are relative to the station's
 * home, ids of products, models, jobs and sessions are UUIDs. What explains a verdict (models, thresholds,
 * activations, inspections, decisions, evaluations) is never changed or deleted: triggers see to it.
 */
const sql = `
CREATE TABLE products (
  id          TEXT PRIMARY KEY NOT NULL,
  name        TEXT NOT NULL CHECK (length(name) > 0),
  created_at  INTEGER NOT NULL,
  archived_at INTEGER,
  is_sample   INTEGER NOT NULL DEFAULT 0 CHECK (is_sample IN (0, 1)),
  region      TEXT CHECK (region IS NULL OR json_valid(region))
) STRICT;
CREATE UNIQUE INDEX products_by_name ON products (name COLLATE NOCASE) WHERE archived_at IS NULL;
CREATE UNIQUE INDEX products_one_sample ON products (is_sample) WHERE is_sample = 1;

CREATE TABLE models (
  id                TEXT PRIMARY KEY NOT NULL,
  product_id        TEXT NOT NULL REFERENCES products (id),
  family            TEXT NOT NULL,
  preset            TEXT NOT NULL,
  created_at        INTEGER NOT NULL,
  review            REAL NOT NULL,
  defect            REAL NOT NULL,
  students          INTEGER NOT NULL CHECK (students > 0),
  receptive_field   INTEGER NOT NULL CHECK (receptive_field > 0),
  training_images   INTEGER NOT NULL CHECK (training_images > 0),
  validation_images INTEGER NOT NULL CHECK (validation_images >= 0),
  training_seconds  REAL NOT NULL CHECK (training_seconds >= 0),
  graph_sha256      TEXT NOT NULL CHECK (length(graph_sha256) = 64),
  graph_bytes       INTEGER NOT NULL CHECK (graph_bytes > 0),
  card              TEXT NOT NULL CHECK (json_valid(card))
) STRICT;
CREATE INDEX models_by_product ON models (product_id, created_at);

CREATE TABLE thresholds (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  product_id TEXT NOT NULL REFERENCES products (id),
  model_id   TEXT NOT NULL REFERENCES models (id),
  review     REAL NOT NULL,
  defect     REAL NOT NULL,
  origin     TEXT NOT NULL CHECK (origin IN ('validation', 'person')),
  set_by     TEXT NOT NULL,
  set_at     INTEGER NOT NULL,
  CHECK (review <= defect)
) STRICT;
CREATE INDEX thresholds_by_model ON thresholds (model_id, id);

CREATE TABLE activations (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  product_id   TEXT NOT NULL REFERENCES products (id),
  model_id     TEXT NOT NULL REFERENCES models (id),
  note         TEXT NOT NULL,
  activated_by TEXT NOT NULL,
  activated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX activations_by_product ON activations (product_id, id);

CREATE TABLE jobs (
  id             TEXT PRIMARY KEY NOT NULL,
  product_id     TEXT NOT NULL REFERENCES products (id),
  family         TEXT NOT NULL,
  preset         TEXT NOT NULL,
  epochs         INTEGER CHECK (epochs > 0),
  seed           INTEGER NOT NULL,
  state          TEXT NOT NULL CHECK (state IN ('queued', 'running', 'completed', 'failed', 'cancelled')),
  phase          TEXT NOT NULL,
  progress       REAL NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND 1),
  eta_seconds    REAL,
  created_at     INTEGER NOT NULL,
  started_at     INTEGER,
  finished_at    INTEGER,
  reason_code    TEXT,
  reason_message TEXT,
  model_id       TEXT REFERENCES models (id),
  CHECK ((reason_code IS NULL) = (reason_message IS NULL)),
  CHECK ((state = 'completed') = (model_id IS NOT NULL)),
  CHECK ((state IN ('completed', 'failed', 'cancelled')) = (finished_at IS NOT NULL))
) STRICT;
CREATE INDEX jobs_by_product ON jobs (product_id, created_at);
CREATE INDEX jobs_by_state ON jobs (state, created_at);

CREATE TABLE job_losses (
  job_id     TEXT NOT NULL REFERENCES jobs (id),
  sequence   INTEGER NOT NULL,
  student    INTEGER NOT NULL,
  step       INTEGER NOT NULL,
  epoch      REAL NOT NULL,
  training   REAL NOT NULL,
  validation REAL,
  PRIMARY KEY (job_id, sequence)
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
  id                TEXT PRIMARY KEY NOT NULL,
  product_id        TEXT NOT NULL REFERENCES products (id),
  model_id          TEXT NOT NULL REFERENCES models (id),
  source            TEXT NOT NULL CHECK (json_valid(source)),
  started_at        INTEGER NOT NULL,
  ended_at          INTEGER,
  provider          TEXT NOT NULL,
  refused_providers TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(refused_providers)),
  dropped           INTEGER NOT NULL DEFAULT 0 CHECK (dropped >= 0),
  started_by        TEXT NOT NULL
) STRICT;
CREATE INDEX sessions_by_product ON sessions (product_id, started_at);
CREATE INDEX sessions_by_model ON sessions (model_id, started_at);

CREATE TABLE defects (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  product_id     TEXT NOT NULL REFERENCES products (id),
  session_id     TEXT NOT NULL REFERENCES sessions (id),
  model_id       TEXT NOT NULL REFERENCES models (id),
  thresholds_id  INTEGER NOT NULL REFERENCES thresholds (id),
  captured_at    INTEGER NOT NULL,
  frame_number   INTEGER NOT NULL CHECK (frame_number >= 0),
  name           TEXT,
  verdict        TEXT NOT NULL CHECK (verdict IN ('review', 'defect')),
  score          REAL NOT NULL,
  provider       TEXT NOT NULL,
  capture_ms     REAL NOT NULL,
  queue_ms       REAL NOT NULL,
  run_ms         REAL NOT NULL,
  post_ms        REAL NOT NULL,
  picture_path   TEXT NOT NULL,
  picture_sha256 TEXT NOT NULL,
  picture_bytes  INTEGER NOT NULL,
  picture_width  INTEGER NOT NULL,
  picture_height INTEGER NOT NULL,
  map_path       TEXT NOT NULL,
  map_sha256     TEXT NOT NULL,
  map_bytes      INTEGER NOT NULL,
  map_width      INTEGER NOT NULL,
  map_height     INTEGER NOT NULL,
  frames         INTEGER NOT NULL DEFAULT 1 CHECK (frames > 0),
  decision       TEXT CHECK (decision IN ('good', 'defect'))
) STRICT;
CREATE INDEX defects_by_time ON defects (captured_at);
CREATE INDEX defects_by_score ON defects (score);
CREATE INDEX defects_by_product ON defects (product_id, captured_at);
CREATE INDEX defects_by_product_score ON defects (product_id, score);
CREATE INDEX defects_by_model ON defects (model_id, captured_at);
CREATE INDEX defects_by_session ON defects (session_id, captured_at);

CREATE TABLE inspections (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  session_id    TEXT NOT NULL REFERENCES sessions (id),
  frame_number  INTEGER NOT NULL CHECK (frame_number >= 0),
  name          TEXT,
  captured_at   INTEGER NOT NULL,
  score         REAL NOT NULL,
  verdict       TEXT NOT NULL CHECK (verdict IN ('good', 'review', 'defect')),
  thresholds_id INTEGER NOT NULL REFERENCES thresholds (id),
  provider      TEXT NOT NULL,
  capture_ms    REAL NOT NULL,
  queue_ms      REAL NOT NULL,
  run_ms        REAL NOT NULL,
  post_ms       REAL NOT NULL,
  defect_id     INTEGER REFERENCES defects (id),
  CHECK ((verdict = 'good') = (defect_id IS NULL))
) STRICT;
CREATE INDEX inspections_by_session ON inspections (session_id, captured_at, verdict);
CREATE INDEX inspections_by_time ON inspections (captured_at, verdict);
CREATE INDEX inspections_by_defect ON inspections (defect_id) WHERE defect_id IS NOT NULL;

CREATE TABLE decisions (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  defect_id  INTEGER NOT NULL REFERENCES defects (id),
  decision   TEXT CHECK (decision IN ('good', 'defect')),
  note       TEXT NOT NULL,
  decided_by TEXT NOT NULL,
  decided_at INTEGER NOT NULL
) STRICT;
CREATE INDEX decisions_by_defect ON decisions (defect_id, id);

CREATE TABLE dataset_images (
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
  origin     TEXT NOT NULL CHECK (origin IN ('folder', 'upload', 'camera', 'defect-log', 'sample')),
  defect_id  INTEGER REFERENCES defects (id),
  removed_at INTEGER,
  UNIQUE (product_id, sha256)
) STRICT;
CREATE INDEX dataset_images_present ON dataset_images (product_id, id) WHERE removed_at IS NULL;

CREATE TABLE evaluations (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  model_id     TEXT NOT NULL REFERENCES models (id),
  folder       TEXT NOT NULL,
  evaluated_at INTEGER NOT NULL,
  result       TEXT NOT NULL CHECK (json_valid(result))
) STRICT;
CREATE INDEX evaluations_by_model ON evaluations (model_id, id);

CREATE TRIGGER decisions_latest AFTER INSERT ON decisions BEGIN
  UPDATE defects SET decision = NEW.decision WHERE id = NEW.defect_id;
END;

CREATE TRIGGER jobs_end_once BEFORE UPDATE ON jobs WHEN OLD.state IN ('completed', 'failed', 'cancelled') BEGIN
  SELECT RAISE(ABORT, 'a job that has ended never changes');
END;

CREATE TRIGGER defects_unchanged BEFORE UPDATE OF
  id, product_id, session_id, model_id, thresholds_id, captured_at, frame_number, name, verdict, score, provider,
  capture_ms, queue_ms, run_ms, post_ms, picture_path, picture_sha256, picture_bytes, picture_width, picture_height,
  map_path, map_sha256, map_bytes, map_width, map_height ON defects BEGIN
  SELECT RAISE(ABORT, 'defects: what was logged never changes');
END;
`;

/** Tables whose rows are written once. */
const writtenOnce = [
  'models',
  'thresholds',
  'activations',
  'inspections',
  'decisions',
  'evaluations',
  'job_losses',
];

const neverUpdated = writtenOnce.map(
  (table) => `CREATE TRIGGER ${table}_unchanged BEFORE UPDATE ON ${table} BEGIN
  SELECT RAISE(ABORT, '${table}: rows are written once and never change');
END;`,
);

const neverDeleted = [...writtenOnce, 'defects', 'sessions', 'products', 'jobs', 'dataset_images'].map(
  (table) => `CREATE TRIGGER ${table}_kept BEFORE DELETE ON ${table} BEGIN
  SELECT RAISE(ABORT, '${table}: rows are never deleted');
END;`,
);

export const station: Migration = {
  version: 1,
  name: 'station',
  up: (database) => {
    database.exec([sql, ...neverUpdated, ...neverDeleted].join('\n'));
  },
};
