import type { Migration } from '../migration.ts';

/**
 * The pixel threshold follows T2 unless it was set apart, and a product keeps what an escape costs. Rows of limits never change, so that
 * a model whose pixel threshold nobody had touched gets a new row that follows. Where a smallest area judges by that very threshold, it
 * stays where it is: an update changes no verdict.
 */
export const limitChoices: Migration = {
  version: 24,
  name: 'limit-choices',
  up: (database) => {
    database.exec(`
ALTER TABLE thresholds ADD COLUMN pixel_follows INTEGER NOT NULL DEFAULT 0 CHECK (pixel_follows IN (0, 1));
INSERT INTO thresholds
    (product_id, model_id, review, defect, pixel_threshold, smallest_area, pixel_follows, origin, set_by, set_at)
  SELECT product_id, model_id, review, defect, max(defect, 0.000001), smallest_area, 1, origin, set_by,
      max(set_at, CAST(unixepoch('subsec') * 1000 AS INTEGER))
    FROM thresholds
    WHERE id IN (SELECT max(id) FROM thresholds GROUP BY model_id)
      AND pixel_threshold = 0.5 AND (smallest_area = 0 OR defect = 0.5)
    ORDER BY id;

ALTER TABLE products ADD COLUMN escape_cost REAL NOT NULL DEFAULT 10 CHECK (escape_cost BETWEEN 1 AND 10000);
`);
  },
};
