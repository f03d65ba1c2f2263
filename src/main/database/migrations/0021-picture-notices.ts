import type { Migration } from '../migration.ts';

/** Times in which the pictures of an inspection looked unlike the training images, and in what. An ended one never changes. */
export const pictureNotices: Migration = {
  version: 21,
  name: 'picture-notices',
  up: (database) => {
    database.exec(`
CREATE TABLE picture_notices (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  session_id TEXT NOT NULL REFERENCES sessions (id),
  unlike     TEXT NOT NULL CHECK (json_valid(unlike)),
  began_at   INTEGER NOT NULL,
  ended_at   INTEGER CHECK (ended_at >= began_at)
) STRICT;
CREATE INDEX picture_notices_by_session ON picture_notices (session_id, began_at);

CREATE TRIGGER picture_notices_end_once BEFORE UPDATE ON picture_notices WHEN OLD.ended_at IS NOT NULL BEGIN
  SELECT RAISE(ABORT, 'picture_notices: one that has ended never changes');
END;
CREATE TRIGGER picture_notices_kept BEFORE DELETE ON picture_notices BEGIN
  SELECT RAISE(ABORT, 'picture_notices: rows are never deleted');
END;
`);
  },
};
