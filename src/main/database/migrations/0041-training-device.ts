import type { Migration } from '../migration.ts';

/** A training says what its students learnt on, as JSON, and why where that was not what was asked for. */
export const trainingDevice: Migration = {
  version: 41,
  name: 'training-device',
  up: (database) => database.exec('ALTER TABLE jobs ADD COLUMN device TEXT'),
};
