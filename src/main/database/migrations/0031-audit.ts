import type { Migration } from '../migration.ts';

/**
 * The audit trail: a row for each change of what makes verdicts, for each decision and each sign-in. Numbers have no gaps, and each
 * row carries the hash of the one before it (decision 0125). What was changed before this migration stands in the rows of its own table.
 */
export const audit: Migration = {
  version: 31,
  name: 'audit',
  up: (database) => {
    database.exec(`
CREATE TABLE audit_records (
  number       INTEGER PRIMARY KEY NOT NULL CHECK (number > 0),
  at           INTEGER NOT NULL,
  who          TEXT NOT NULL,
  origin       TEXT NOT NULL,
  code         TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 40),
  subject      TEXT NOT NULL,
  value_before TEXT,
  value_after  TEXT,
  note         TEXT NOT NULL,
  previous     TEXT NOT NULL CHECK (length(previous) = 64),
  hash         TEXT NOT NULL CHECK (length(hash) = 64)
) STRICT;
CREATE INDEX audit_records_by_code ON audit_records (code, number);
CREATE INDEX audit_records_by_who ON audit_records (who, number);
CREATE INDEX audit_records_by_subject ON audit_records (subject, number);

CREATE TRIGGER audit_records_chained BEFORE INSERT ON audit_records
WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM audit_records) OR NEW.previous IS NOT
  coalesce((SELECT hash FROM audit_records ORDER BY number DESC LIMIT 1), printf('%064d', 0)) BEGIN
  SELECT RAISE(ABORT, 'audit_records: a record follows the last one');
END;
CREATE TRIGGER audit_records_unchanged BEFORE UPDATE ON audit_records BEGIN
  SELECT RAISE(ABORT, 'audit_records: rows are written once and never change');
END;
CREATE TRIGGER audit_records_kept BEFORE DELETE ON audit_records BEGIN
  SELECT RAISE(ABORT, 'audit_records: rows are never deleted');
END;
`);
  },
};
