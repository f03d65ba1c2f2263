import type { Migration } from '../migration.ts';

/**
 * Ways out for results. `outputs`: each change of an output is a row, the latest is in force, and a change begins where the last one
 * ended; null is “not there”. `line_messages` and `line_deliveries` are the outbox: a message is kept until every output that it was
 * meant for has delivered it and it is none of its last ones. `output_states`: how each output stands, for whoever asks.
 */
export const outputs: Migration = {
  version: 19,
  name: 'outputs',
  up: (database) => {
    database.exec(`
CREATE TABLE outputs (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  output_id    TEXT NOT NULL CHECK (length(output_id) = 36),
  value_before TEXT,
  value_after  TEXT CHECK (value_after IS NULL OR (json_valid(value_after) AND length(value_after) <= 16384)),
  set_by       TEXT NOT NULL,
  set_at       INTEGER NOT NULL,
  CHECK (value_before IS NOT NULL OR value_after IS NOT NULL)
) STRICT;
CREATE INDEX outputs_by_output ON outputs (output_id, id);

CREATE TRIGGER outputs_chained BEFORE INSERT ON outputs
WHEN NEW.value_before IS NOT (SELECT value_after FROM outputs WHERE output_id = NEW.output_id ORDER BY id DESC LIMIT 1) BEGIN
  SELECT RAISE(ABORT, 'outputs: a change begins where the last one ended');
END;
CREATE TRIGGER outputs_unchanged BEFORE UPDATE ON outputs BEGIN
  SELECT RAISE(ABORT, 'outputs: rows are written once and never change');
END;
CREATE TRIGGER outputs_kept BEFORE DELETE ON outputs BEGIN
  SELECT RAISE(ABORT, 'outputs: rows are never deleted');
END;

CREATE TABLE line_messages (
  number  INTEGER PRIMARY KEY AUTOINCREMENT,
  body    TEXT NOT NULL CHECK (json_valid(body)),
  made_at INTEGER NOT NULL
) STRICT;
CREATE TABLE line_deliveries (
  output_id    TEXT NOT NULL,
  number       INTEGER NOT NULL REFERENCES line_messages (number),
  delivered_at INTEGER,
  PRIMARY KEY (output_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX line_deliveries_waiting ON line_deliveries (output_id, number) WHERE delivered_at IS NULL;
CREATE INDEX line_deliveries_done ON line_deliveries (output_id, number) WHERE delivered_at IS NOT NULL;
CREATE INDEX line_deliveries_by_number ON line_deliveries (number);

CREATE TABLE output_states (
  output_id       TEXT PRIMARY KEY,
  failure_code    TEXT,
  failure_message TEXT,
  failing_since   INTEGER,
  tried_at        INTEGER,
  dropped         INTEGER NOT NULL DEFAULT 0,
  dropped_at      INTEGER
) STRICT, WITHOUT ROWID;
`);
  },
};
