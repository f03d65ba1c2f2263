import type { Migration } from '../migration.ts';

/**
 * What was inspected in watched folders: the file as it stood, and its content. Rows are overwritten and forgotten with the
 * files; they explain no verdict, the log does.
 */
export const inspectedFiles: Migration = {
  version: 20,
  name: 'inspected-files',
  up: (database) => {
    database.exec(`
CREATE TABLE inspected_files (
  folder     TEXT NOT NULL,
  name       TEXT NOT NULL,
  size       INTEGER NOT NULL,
  written_at TEXT NOT NULL,
  inode      TEXT NOT NULL,
  sha256     TEXT NOT NULL CHECK (length(sha256) = 64),
  seen_at    INTEGER NOT NULL,
  PRIMARY KEY (folder, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX inspected_files_by_inode ON inspected_files (folder, inode);
`);
  },
};
