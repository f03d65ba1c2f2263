import type { Migration } from '../migration.ts';

/**
 * The station's own settings: each change is a row, the latest of a key is in force, and a change begins where the last
 * one ended. Values are JSON. Keys are the program's affair: a setting that a later version drops leaves its history.
 */
export const settings: Migration = {
  version: 17,
  name: 'settings',
  up: (database) => {
    database.exec(`
CREATE TABLE settings (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  key          TEXT NOT NULL CHECK (length(key) BETWEEN 1 AND 80),
  value_before TEXT NOT NULL,
  value_after  TEXT NOT NULL CHECK (json_valid(value_after) AND length(value_after) <= 4096),
  set_by       TEXT NOT NULL,
  set_at       INTEGER NOT NULL
) STRICT;
CREATE INDEX settings_by_key ON settings (key, id);

CREATE TRIGGER settings_chained BEFORE INSERT ON settings
WHEN NEW.value_before IS NOT (SELECT value_after FROM settings WHERE key = NEW.key ORDER BY id DESC LIMIT 1)
  AND EXISTS (SELECT 1 FROM settings WHERE key = NEW.key) BEGIN
  SELECT RAISE(ABORT, 'settings: a change begins where the last one ended');
END;
CREATE TRIGGER settings_unchanged BEFORE UPDATE ON settings BEGIN
  SELECT RAISE(ABORT, 'settings: rows are written once and never change');
END;
CREATE TRIGGER settings_kept BEFORE DELETE ON settings BEGIN
  SELECT RAISE(ABORT, 'settings: rows are never deleted');
END;
`);
  },
};
