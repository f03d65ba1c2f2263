import type { Migration } from '../migration.ts';

/**
 * What people write on a model: a name, a note, whether it stays on top, and when it was put away. Rows of models themselves never
 * change.
 */
export const modelNames: Migration = {
  version: 40,
  name: 'model-names',
  up: (database) => {
    database.exec(`
CREATE TABLE model_notes (
  model_id TEXT PRIMARY KEY REFERENCES models(id),
  name TEXT NOT NULL,
  note TEXT NOT NULL,
  pinned INTEGER NOT NULL CHECK (pinned IN (0, 1)),
  archived_at INTEGER
) STRICT, WITHOUT ROWID;
`);
  },
};
