import type { Migration } from '../migration.ts';

/**
 * People who sign in. Of their secrets there are hashes only: argon2id of PIN or password, and of the code of a badge with the salt of
 * the station, so that a badge is found by it. A person is removed, never deleted: decisions name them.
 */
export const users: Migration = {
  version: 37,
  name: 'users',
  up: (database) => {
    database.exec(`
CREATE TABLE users (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  name          TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
  role          TEXT NOT NULL CHECK (length(role) BETWEEN 1 AND 40),
  secret_hash   TEXT NOT NULL,
  secret_set_at INTEGER NOT NULL,
  badge_hash    TEXT,
  badge_set_at  INTEGER,
  created_by    TEXT NOT NULL,
  created_at    INTEGER NOT NULL,
  removed_at    INTEGER
) STRICT;
CREATE UNIQUE INDEX users_by_name ON users (name COLLATE NOCASE) WHERE removed_at IS NULL;
CREATE UNIQUE INDEX users_by_badge ON users (badge_hash) WHERE removed_at IS NULL AND badge_hash IS NOT NULL;

CREATE TRIGGER users_unchanged BEFORE UPDATE OF id, name, created_by, created_at ON users BEGIN
  SELECT RAISE(ABORT, 'users: a person keeps their name');
END;
CREATE TRIGGER users_removed_once BEFORE UPDATE ON users WHEN OLD.removed_at IS NOT NULL BEGIN
  SELECT RAISE(ABORT, 'users: whoever was removed stays so');
END;
CREATE TRIGGER users_kept BEFORE DELETE ON users BEGIN
  SELECT RAISE(ABORT, 'users: rows are never deleted');
END;
`);
  },
};
