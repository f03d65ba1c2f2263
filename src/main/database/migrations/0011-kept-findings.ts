import type { Migration } from '../migration.ts';

/**
 * Near duplicates and unusual images that someone set aside, by product and content: `outlier:<hash>`, or `pair:<hash>:<hash>`
 * with the hashes in order.
 */
export const keptFindings: Migration = {
  version: 11,
  name: 'kept-findings',
  up: (database) => {
    database.exec(`
CREATE TABLE kept_findings (
  product_id TEXT NOT NULL REFERENCES products (id),
  finding    TEXT NOT NULL CHECK (finding GLOB 'outlier:*' OR finding GLOB 'pair:*'),
  kept_at    INTEGER NOT NULL,
  kept_by    TEXT NOT NULL,
  PRIMARY KEY (product_id, finding)
) STRICT, WITHOUT ROWID;
`);
  },
};
