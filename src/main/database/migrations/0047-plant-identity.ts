import type { Migration } from '../migration.ts';

/** A membership says which plant it is in, whatever that is called. Of those from before only the name is known. */
export const plantIdentityOfMembership: Migration = {
  version: 47,
  name: 'plant-identity',
  up: (database) =>
    database.exec('ALTER TABLE plant_memberships ADD COLUMN identity TEXT CHECK (length(identity) = 36)'),
};
