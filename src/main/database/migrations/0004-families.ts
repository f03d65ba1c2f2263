import type { Migration } from '../migration.ts';

/**
 * Models of families that have neither students nor receptive fields. What a model has of either stands in its card, from which
 * it is read now; the two columns demanded one at least.
 */
export const families: Migration = {
  version: 4,
  name: 'families',
  up: (database) => {
    database.exec(`
ALTER TABLE models DROP COLUMN students;
ALTER TABLE models DROP COLUMN receptive_field;
`);
  },
};
