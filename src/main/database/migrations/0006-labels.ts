import type { Migration } from '../migration.ts';

/**
 * Labelled images of a product: what there was before are good images, which train; others test. A mask outlines the
 * defect: the picture of it by its hash, and how it was drawn (`maskRecordSchema`). What an image looks like is kept by
 * its content: it is computed once, and anew when it is gone.
 */
export const labels: Migration = {
  version: 6,
  name: 'labels',
  up: (database) => {
    database.exec(`
ALTER TABLE dataset_images ADD COLUMN purpose TEXT NOT NULL DEFAULT 'training' CHECK (purpose IN ('training', 'test'));
ALTER TABLE dataset_images ADD COLUMN label TEXT NOT NULL DEFAULT 'good'
  CHECK (label IN ('good', 'defect') AND (label = 'good' OR purpose = 'test'));
ALTER TABLE dataset_images ADD COLUMN kind TEXT CHECK (length(kind) BETWEEN 1 AND 80 AND (kind IS NULL OR label = 'defect'));
ALTER TABLE dataset_images ADD COLUMN mask TEXT CHECK (json_valid(mask));

DROP INDEX dataset_images_present;
CREATE INDEX dataset_images_present ON dataset_images (product_id, purpose, id) WHERE removed_at IS NULL;

CREATE TABLE image_traits (
  sha256  TEXT PRIMARY KEY NOT NULL CHECK (length(sha256) = 64),
  version INTEGER NOT NULL,
  traits  TEXT NOT NULL CHECK (json_valid(traits))
) STRICT, WITHOUT ROWID;
`);
  },
};
