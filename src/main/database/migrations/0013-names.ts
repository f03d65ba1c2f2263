import type { Migration } from '../migration.ts';

/** Entries of the log are found by the name that camera or folder gave the part: a search reads the names alone. */
export const names: Migration = {
  version: 13,
  name: 'names',
  up: (database) => {
    database.exec('CREATE INDEX defects_by_name ON defects (name) WHERE name IS NOT NULL');
  },
};
