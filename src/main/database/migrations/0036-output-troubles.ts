import type { Migration } from '../migration.ts';

/** Why nothing leaves through an output stands as data beside its message, so that the window words it. Null: it has its message alone. */
export const outputTroubles: Migration = {
  version: 36,
  name: 'output-troubles',
  up: (database) => {
    database.exec('ALTER TABLE output_states ADD COLUMN failure_trouble TEXT');
  },
};
