import type { PlantMigration } from '../log/migrate.ts';

/**
 * How many messages are held stands as a number: a station that gives its numbers again has one held with each part, and the board asks
 * all the time.
 */
export const held: PlantMigration = {
  version: 6,
  statements: [
    `CREATE TABLE plant_held (
      one boolean PRIMARY KEY CHECK (one),
      messages bigint NOT NULL
    )`,
    'INSERT INTO plant_held (one, messages) SELECT true, count(*) FROM plant_refusals',
    'CREATE INDEX plant_refusals_by_time ON plant_refusals (refused_at, sequence)',
  ],
};
