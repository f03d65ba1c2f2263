import type { Migration } from '../migration.ts';

/** What the plant assigned, and what the station answered: the same assignment is not taken twice, and can be taken back. */
export const plantAssignments: Migration = {
  version: 42,
  name: 'plant-assignments',
  up: (database) => {
    database.exec(`
CREATE TABLE plant_assignments (
  id              TEXT PRIMARY KEY NOT NULL,
  model_id        TEXT REFERENCES models (id),
  before_model_id TEXT REFERENCES models (id),
  answer          TEXT NOT NULL CHECK (json_valid(answer) AND length(answer) <= 8192)
) STRICT;
`);
  },
};
