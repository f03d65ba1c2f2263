import type { Migration } from '../migration.ts';

/** Why a part is what a person says it is; what was decided before states no cause. */
export const causes: Migration = {
  version: 5,
  name: 'causes',
  up: (database) => {
    database.exec(`
ALTER TABLE decisions ADD COLUMN cause TEXT CHECK (length(cause) BETWEEN 1 AND 80);
ALTER TABLE defects ADD COLUMN cause TEXT;
ALTER TABLE products ADD COLUMN causes TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(causes));

DROP TRIGGER decisions_latest;
CREATE TRIGGER decisions_latest AFTER INSERT ON decisions BEGIN
  UPDATE defects SET decision = NEW.decision, cause = NEW.cause WHERE id = NEW.defect_id;
END;
CREATE INDEX defects_by_cause ON defects (cause) WHERE cause IS NOT NULL;
`);
  },
};
