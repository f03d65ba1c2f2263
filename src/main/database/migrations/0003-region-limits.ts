import type { Migration } from '../migration.ts';

/**
 * Limits of the map beside those of the score. What was there before was judged by its score alone, at the model's own
 * limit of the map; nobody measured its regions.
 */
export const regionLimits: Migration = {
  version: 3,
  name: 'region-limits',
  up: (database) => {
    database.exec(`
ALTER TABLE thresholds ADD COLUMN pixel_threshold REAL NOT NULL DEFAULT 0.5 CHECK (pixel_threshold > 0);
ALTER TABLE thresholds ADD COLUMN smallest_area REAL NOT NULL DEFAULT 0 CHECK (smallest_area BETWEEN 0 AND 1);

ALTER TABLE inspections ADD COLUMN regions INTEGER CHECK (regions >= 0);
ALTER TABLE inspections ADD COLUMN largest_region REAL CHECK (largest_region BETWEEN 0 AND 1);
ALTER TABLE defects ADD COLUMN regions INTEGER CHECK (regions >= 0);
ALTER TABLE defects ADD COLUMN largest_region REAL CHECK (largest_region BETWEEN 0 AND 1);

CREATE TRIGGER defects_regions_unchanged BEFORE UPDATE OF regions, largest_region ON defects BEGIN
  SELECT RAISE(ABORT, 'defects: what was logged never changes');
END;
`);
  },
};
