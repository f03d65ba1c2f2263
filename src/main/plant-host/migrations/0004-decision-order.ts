import type { PlantMigration } from '../log/migrate.ts';

/**
 * The order of decisions is that of the station's log, whatever the clocks say: each gets the number of its row there. One of the plant
 * has none (null) until the station has it, and will be the last one there.
 */
export const decisionOrder: PlantMigration = {
  version: 4,
  statements: [
    'ALTER TABLE plant_decisions ADD COLUMN station_row bigint',
    'UPDATE plant_decisions SET station_row = 0',
  ],
};
