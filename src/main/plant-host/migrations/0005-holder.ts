import type { PlantMigration } from '../log/migrate.ts';

/** Whose log it is, and which start of that host writes it now: of two that run at once, the later one. */
export const holder: PlantMigration = {
  version: 5,
  statements: [
    `CREATE TABLE plant_host (
      one boolean PRIMARY KEY CHECK (one),
      plant uuid NOT NULL,
      holder uuid NOT NULL,
      since bigint NOT NULL
    )`,
  ],
};
