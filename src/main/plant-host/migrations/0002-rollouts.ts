import type { PlantMigration } from '../log/migrate.ts';

/** Models that are rolled out, first to some stations, then to all; what each station made of it. */
export const rollouts: PlantMigration = {
  version: 2,
  statements: [
    `CREATE TABLE plant_rollouts (
      id uuid PRIMARY KEY,
      product text NOT NULL,
      object text NOT NULL,
      bytes bigint NOT NULL,
      graph text NOT NULL,
      note text NOT NULL,
      started_by text NOT NULL,
      started_at bigint NOT NULL,
      state text NOT NULL,
      stage smallint NOT NULL,
      reason text
    )`,
    `CREATE TABLE plant_rollout_stations (
      rollout uuid NOT NULL REFERENCES plant_rollouts,
      station integer NOT NULL,
      assignment uuid NOT NULL UNIQUE,
      stage smallint NOT NULL,
      assigned boolean NOT NULL DEFAULT false,
      outcome text,
      detail text NOT NULL DEFAULT '',
      activated_at bigint,
      PRIMARY KEY (rollout, station)
    )`,
    // What happened, in order: rows are only added.
    `CREATE TABLE plant_rollout_events (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      rollout uuid NOT NULL REFERENCES plant_rollouts,
      at bigint NOT NULL,
      kind text NOT NULL,
      station integer,
      detail text NOT NULL,
      decided_by text
    )`,
    'CREATE INDEX plant_rollout_events_of ON plant_rollout_events (rollout, id)',
  ],
};
