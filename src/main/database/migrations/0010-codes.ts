import type { Migration } from '../migration.ts';

/** The code of a product, as it stands on its order papers; no two products in use share one, whatever its case. */
export const codes: Migration = {
  version: 10,
  name: 'codes',
  up: (database) => {
    database.exec(`
ALTER TABLE products ADD COLUMN code TEXT CHECK (length(code) BETWEEN 3 AND 64);
CREATE UNIQUE INDEX products_by_code ON products (code COLLATE NOCASE) WHERE code IS NOT NULL AND archived_at IS NULL;
`);
  },
};
