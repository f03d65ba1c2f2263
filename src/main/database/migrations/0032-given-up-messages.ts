import type { Migration } from '../migration.ts';

/** A message that was given up stays to be looked at: `delivered_at` is when, and it was delivered to nobody. */
export const givenUpMessages: Migration = {
  version: 32,
  name: 'given-up-messages',
  up: (database) => {
    database.exec('ALTER TABLE line_deliveries ADD COLUMN given_up INTEGER NOT NULL DEFAULT 0');
  },
};
