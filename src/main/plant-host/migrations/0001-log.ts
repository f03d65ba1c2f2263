import type { PlantMigration } from '../log/migrate.ts';

/**
 * The log of all stations: rows are only added. Instants are milliseconds since 1970; a verdict is its place in `outcomes`. What
 * windows ask for is counted as it comes in: by hour, station, product, model and verdict.
 */
export const log: PlantMigration = {
  version: 1,
  statements: [
    `CREATE TABLE plant_stations (
      station integer PRIMARY KEY,
      name text NOT NULL,
      heard_at bigint NOT NULL,
      state jsonb NOT NULL
    )`,
    `CREATE TABLE plant_states (
      station integer NOT NULL,
      at bigint NOT NULL,
      state jsonb NOT NULL,
      PRIMARY KEY (station, at)
    )`,
    `CREATE TABLE plant_products (
      id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      name text NOT NULL UNIQUE
    )`,
    `CREATE TABLE plant_models (
      id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      model text NOT NULL UNIQUE
    )`,
    `CREATE TABLE plant_parts (
      captured_at bigint NOT NULL,
      number bigint NOT NULL,
      score double precision,
      station integer NOT NULL,
      product integer NOT NULL REFERENCES plant_products,
      model integer NOT NULL REFERENCES plant_models,
      lane smallint NOT NULL,
      verdict smallint NOT NULL,
      reason text,
      name text,
      PRIMARY KEY (station, number)
    )`,
    `CREATE TABLE plant_counts (
      hour integer NOT NULL,
      station integer NOT NULL,
      product integer NOT NULL,
      model integer NOT NULL,
      verdict smallint NOT NULL,
      parts bigint NOT NULL,
      score_sum double precision NOT NULL,
      score_squares double precision NOT NULL,
      last_at bigint NOT NULL,
      PRIMARY KEY (hour, station, product, model, verdict)
    )`,
    'CREATE INDEX plant_counts_of_station ON plant_counts (station, hour)',
    // Sums of the counts for charts of long spans: of all stations by hour, and by station for whole days of UTC.
    `CREATE TABLE plant_hours (
      hour integer NOT NULL,
      product integer NOT NULL,
      verdict smallint NOT NULL,
      parts bigint NOT NULL,
      PRIMARY KEY (hour, product, verdict)
    )`,
    `CREATE TABLE plant_days (
      day integer NOT NULL,
      station integer NOT NULL,
      product integer NOT NULL,
      verdict smallint NOT NULL,
      parts bigint NOT NULL,
      PRIMARY KEY (day, station, product, verdict)
    )`,
    `CREATE TABLE plant_entries (
      captured_at bigint NOT NULL,
      entry bigint NOT NULL,
      part bigint,
      score double precision,
      station integer NOT NULL,
      product integer NOT NULL REFERENCES plant_products,
      verdict smallint NOT NULL,
      name text,
      thumbnail_type text,
      thumbnail bytea,
      PRIMARY KEY (station, entry)
    )`,
    'CREATE INDEX plant_entries_by_time ON plant_entries (captured_at, station, entry)',
    'CREATE INDEX plant_entries_of_station ON plant_entries (station, captured_at, entry)',
    // Entries that wait for a person: a row comes with the entry and goes with its first decision.
    `CREATE TABLE plant_open_entries (
      captured_at bigint NOT NULL,
      station integer NOT NULL,
      entry bigint NOT NULL,
      PRIMARY KEY (captured_at, station, entry)
    )`,
    'CREATE INDEX plant_open_entries_of_station ON plant_open_entries (station, captured_at, entry)',
    // The same person decides once at one instant: what a station sends again, or sends back, is known by that.
    `CREATE TABLE plant_decisions (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      message uuid NOT NULL UNIQUE,
      station integer NOT NULL,
      entry bigint NOT NULL,
      decision text,
      cause text,
      note text NOT NULL,
      decided_by text NOT NULL,
      decided_at bigint NOT NULL,
      at_plant boolean NOT NULL,
      UNIQUE (station, entry, decided_at, decided_by)
    )`,
    // Decisions that the stream does not have yet: a row goes once the server has kept the message.
    `CREATE TABLE plant_unsent_decisions (
      decision bigint PRIMARY KEY REFERENCES plant_decisions
    )`,
    // Messages that are held by name: what was wrong with each.
    `CREATE TABLE plant_refusals (
      stream text NOT NULL,
      sequence bigint NOT NULL,
      subject text NOT NULL,
      reason text NOT NULL,
      refused_at bigint NOT NULL,
      PRIMARY KEY (stream, sequence)
    )`,
  ],
};
