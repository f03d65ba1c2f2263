import type { Migration } from '../migration.ts';

/** A product knows the smallest defect that matters, once an engineer has said it. */
export const smallestDefect: Migration = {
  version: 44,
  name: 'smallest-defect',
  up: (database) =>
    database.exec(
      'ALTER TABLE products ADD COLUMN smallest_defect REAL CHECK (smallest_defect > 0 AND smallest_defect <= 1)',
    ),
};
