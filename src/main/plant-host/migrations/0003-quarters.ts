import type { PlantMigration } from '../log/migrate.ts';

/**
 * Parts are counted by quarters of an hour instead of hours: every zone's hours and days begin with one of them, also those that lie
 * half an hour beside UTC. What was counted before is counted anew from the parts.
 */
export const quarters: PlantMigration = {
  version: 3,
  statements: [
    // A log of years takes longer than a question may.
    'SET LOCAL statement_timeout = 0',
    'DROP TABLE plant_counts',
    'DROP TABLE plant_hours',
    `CREATE TABLE plant_counts (
      quarter integer NOT NULL,
      station integer NOT NULL,
      product integer NOT NULL,
      model integer NOT NULL,
      verdict smallint NOT NULL,
      parts bigint NOT NULL,
      score_sum double precision NOT NULL,
      score_squares double precision NOT NULL,
      last_at bigint NOT NULL,
      PRIMARY KEY (quarter, station, product, model, verdict)
    )`,
    `INSERT INTO plant_counts
     SELECT captured_at / 900000, station, product, model, verdict, count(*), coalesce(sum(score), 0),
       coalesce(sum(score * score), 0), max(captured_at)
     FROM plant_parts GROUP BY 1, 2, 3, 4, 5`,
    'CREATE INDEX plant_counts_of_station ON plant_counts (station, quarter)',
    `CREATE TABLE plant_quarters (
      quarter integer NOT NULL,
      product integer NOT NULL,
      verdict smallint NOT NULL,
      parts bigint NOT NULL,
      PRIMARY KEY (quarter, product, verdict)
    )`,
    `INSERT INTO plant_quarters
     SELECT quarter, product, verdict, sum(parts)::bigint FROM plant_counts GROUP BY 1, 2, 3`,
  ],
};
