import type { Migration } from '../migration.ts';

/**
 * Rules say which pictures of the log go, and when. The row of an entry stays and says when its pictures went, and by which rule. How many
 * bytes there are is counted as the log grows.
 */
export const retention: Migration = {
  version: 38,
  name: 'retention',
  up: (database) => {
    database.exec(`
CREATE TABLE retention_rules (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  product_id     TEXT REFERENCES products (id),
  verdict        TEXT CHECK (verdict IN ('review', 'defect', 'not-inspected')),
  days           INTEGER CHECK (days BETWEEN 1 AND 36500),
  gigabytes      REAL CHECK (gigabytes > 0),
  takes_decided  INTEGER NOT NULL CHECK (takes_decided IN (0, 1)),
  takes_exported INTEGER NOT NULL CHECK (takes_exported IN (0, 1)),
  set_by         TEXT NOT NULL,
  set_at         INTEGER NOT NULL,
  removed_by     TEXT,
  removed_at     INTEGER,
  CHECK (days IS NOT NULL OR gigabytes IS NOT NULL),
  CHECK ((removed_by IS NULL) = (removed_at IS NULL))
) STRICT;
CREATE TRIGGER retention_rules_unchanged BEFORE UPDATE OF
  id, product_id, verdict, days, gigabytes, takes_decided, takes_exported, set_by, set_at ON retention_rules BEGIN
  SELECT RAISE(ABORT, 'retention_rules: a rule never changes; it is removed, and another one is set');
END;
CREATE TRIGGER retention_rules_kept BEFORE DELETE ON retention_rules BEGIN
  SELECT RAISE(ABORT, 'retention_rules: rows are never deleted');
END;

ALTER TABLE log_entries ADD COLUMN exported_at INTEGER;
ALTER TABLE log_entries ADD COLUMN pictures_gone_at INTEGER;
ALTER TABLE log_entries ADD COLUMN pictures_gone_by INTEGER REFERENCES retention_rules (id);
CREATE INDEX log_entries_pictured ON log_entries (product_id, captured_at)
  WHERE picture_path IS NOT NULL AND pictures_gone_at IS NULL;
CREATE TRIGGER log_entries_gone_once BEFORE UPDATE OF pictures_gone_at, pictures_gone_by ON log_entries
WHEN OLD.pictures_gone_at IS NOT NULL BEGIN
  SELECT RAISE(ABORT, 'log_entries: pictures that went do not come back');
END;

CREATE TABLE picture_totals (
  product_id TEXT NOT NULL REFERENCES products (id),
  verdict    TEXT NOT NULL,
  entries    INTEGER NOT NULL,
  bytes      INTEGER NOT NULL,
  PRIMARY KEY (product_id, verdict)
) STRICT, WITHOUT ROWID;
INSERT INTO picture_totals SELECT product_id, verdict, count(*), sum(picture_bytes + coalesce(map_bytes, 0))
  FROM log_entries WHERE picture_path IS NOT NULL GROUP BY product_id, verdict;
CREATE TRIGGER log_entries_weighed AFTER INSERT ON log_entries WHEN NEW.picture_path IS NOT NULL BEGIN
  INSERT INTO picture_totals VALUES (NEW.product_id, NEW.verdict, 1, NEW.picture_bytes + coalesce(NEW.map_bytes, 0))
    ON CONFLICT (product_id, verdict) DO UPDATE SET entries = entries + 1, bytes = bytes + excluded.bytes;
END;
CREATE TRIGGER log_entries_lightened AFTER UPDATE OF pictures_gone_at ON log_entries
WHEN NEW.pictures_gone_at IS NOT NULL BEGIN
  UPDATE picture_totals SET entries = entries - 1, bytes = bytes - NEW.picture_bytes - coalesce(NEW.map_bytes, 0)
    WHERE product_id = NEW.product_id AND verdict = NEW.verdict;
END;
`);
  },
};
