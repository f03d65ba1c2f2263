import type { Migration } from '../migration.ts';

/**
 * A training whose model takes over by itself: who asked for it, the finished model while it is compared with the active one, and
 * what came of it (`takeOverSchema`). Trainings from before were started by the station's only user, and asked for nothing.
 */
export const takeOver: Migration = {
  version: 9,
  name: 'take-over',
  up: (database) => {
    database.exec(`
ALTER TABLE jobs ADD COLUMN started_by TEXT NOT NULL DEFAULT 'local';
ALTER TABLE jobs ADD COLUMN candidate_id TEXT REFERENCES models (id);
ALTER TABLE jobs ADD COLUMN take_over TEXT CHECK (json_valid(take_over));
`);
  },
};
