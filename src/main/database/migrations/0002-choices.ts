import type { Migration } from '../migration.ts';

/** Exclusions of a product and the choices of a training; what was there before has neither. */
export const choices: Migration = {
  version: 2,
  name: 'choices',
  up: (database) => {
    database.exec(`
ALTER TABLE products ADD COLUMN exclusions TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(exclusions));
ALTER TABLE jobs ADD COLUMN choices TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(choices));
`);
  },
};
