import type { Migration } from '../migration.ts';

/**
 * Labelled images of a product: what there was before are good images, which train. Those with another label test. A mask
 * is the outline of a defect, as polygons in shares of the picture.
 */
export const labels: Migration = {
  version: 7,
  name: 'labels',
  up: (database) => {
    database.exec(`
ALTER TABLE dataset_images ADD COLUMN purpose TEXT NOT NULL DEFAULT 'training' CHECK (purpose IN ('training', 'test'));
ALTER TABLE dataset_images ADD COLUMN label TEXT NOT NULL DEFAULT 'good' CHECK (label IN ('good', 'defect'));
ALTER TABLE dataset_images ADD COLUMN kind TEXT CHECK (length(kind) BETWEEN 1 AND 80);
ALTER TABLE dataset_images ADD COLUMN mask TEXT CHECK (json_valid(mask));
`);
  },
};
