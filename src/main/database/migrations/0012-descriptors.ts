import type { Migration } from '../migration.ts';

/**
 * How the defects of an entry look to a teacher, so that similar entries are found: by the graph whose teacher looked and whose good images it
 * is standardised by, since only such descriptors can be compared. float32, little-endian, of unit length. They are computed, and
 * anew when they are gone or of another version.
 */
export const descriptors: Migration = {
  version: 12,
  name: 'descriptors',
  up: (database) => {
    database.exec(`
CREATE TABLE defect_descriptors (
  graph_sha256 TEXT NOT NULL CHECK (length(graph_sha256) = 64),
  defect_id    INTEGER NOT NULL REFERENCES defects (id) ON DELETE CASCADE,
  version      INTEGER NOT NULL,
  descriptor   BLOB NOT NULL CHECK (length(descriptor) > 0 AND length(descriptor) % 4 = 0),
  PRIMARY KEY (graph_sha256, defect_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX defect_descriptors_defect ON defect_descriptors (defect_id);
`);
  },
};
