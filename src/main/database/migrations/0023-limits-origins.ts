import type { Migration } from '../migration.ts';

/** By which pictures limits were set at the line: source, size, and in what they differed from the training images. */
export const limitsOrigins: Migration = {
  version: 23,
  name: 'limits-origins',
  up: (database) => {
    database.exec(`
CREATE TABLE limits_origins (
  thresholds_id INTEGER PRIMARY KEY REFERENCES thresholds (id),
  made_on       TEXT NOT NULL CHECK (json_valid(made_on))
) STRICT;

CREATE TRIGGER limits_origins_unchanged BEFORE UPDATE ON limits_origins BEGIN
  SELECT RAISE(ABORT, 'limits_origins: rows never change');
END;
CREATE TRIGGER limits_origins_kept BEFORE DELETE ON limits_origins BEGIN
  SELECT RAISE(ABORT, 'limits_origins: rows are never deleted');
END;
`);
  },
};
