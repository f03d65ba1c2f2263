import type { Migration } from '../migration.ts';

/**
 * Ways into the station for people at other machines. Of a token only its SHA-256 is kept: a copy of the database lets
 * nobody in. A link is revoked, never changed or deleted.
 */
export const access: Migration = {
  version: 14,
  name: 'access',
  up: (database) => {
    database.exec(`
CREATE TABLE access_links (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  name         TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
  role         TEXT NOT NULL CHECK (role IN ('viewer', 'reviewer', 'operator', 'engineer')),
  token_sha256 TEXT NOT NULL UNIQUE CHECK (length(token_sha256) = 64),
  created_by   TEXT NOT NULL,
  created_at   INTEGER NOT NULL,
  expires_at   INTEGER,
  last_used_at INTEGER,
  revoked_at   INTEGER
) STRICT;

CREATE TRIGGER access_links_unchanged BEFORE UPDATE OF
  id, name, role, token_sha256, created_by, created_at, expires_at ON access_links BEGIN
  SELECT RAISE(ABORT, 'access_links: a link never changes');
END;
CREATE TRIGGER access_links_revoked_once BEFORE UPDATE OF revoked_at ON access_links WHEN OLD.revoked_at IS NOT NULL BEGIN
  SELECT RAISE(ABORT, 'access_links: a link is revoked once');
END;
CREATE TRIGGER access_links_kept BEFORE DELETE ON access_links BEGIN
  SELECT RAISE(ABORT, 'access_links: rows are never deleted');
END;
`);
  },
};
