import type { Migration } from '../migration.ts';

/**
 * Access links no longer list the roles there are: the contract checks them on the way in and out, and a role that is added later
 * needs no new table. Everything else of a link stays as it was, numbers and what guards the rows included.
 */
export const linkRoles: Migration = {
  version: 18,
  name: 'link-roles',
  up: (database) => {
    database.exec(`
CREATE TABLE links (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  name         TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
  role         TEXT NOT NULL CHECK (length(role) BETWEEN 1 AND 40),
  token_sha256 TEXT NOT NULL UNIQUE CHECK (length(token_sha256) = 64),
  created_by   TEXT NOT NULL,
  created_at   INTEGER NOT NULL,
  expires_at   INTEGER,
  last_used_at INTEGER,
  revoked_at   INTEGER
) STRICT;
INSERT INTO links SELECT id, name, role, token_sha256, created_by, created_at, expires_at, last_used_at, revoked_at
  FROM access_links;
DROP TABLE access_links;
ALTER TABLE links RENAME TO access_links;

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
