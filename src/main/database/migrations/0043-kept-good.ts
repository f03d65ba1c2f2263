import { z } from 'zod';
import type { Database } from 'better-sqlite3';
import type { Migration } from '../migration.ts';

/**
 * A product says which of its good parts the log keeps with their pictures; such a part has an entry as others have, and rules of retention
 * may name it. Lists leave these entries out unless they are asked for, so the indexes of what is undecided do, too.
 */
export const keptGood: Migration = {
  version: 43,
  name: 'kept-good',
  up: (database) => {
    database.exec(`
ALTER TABLE products ADD COLUMN kept_one_in INTEGER CHECK (kept_one_in > 0);
ALTER TABLE products ADD COLUMN kept_near_limit REAL CHECK (kept_near_limit BETWEEN 0 AND 1);
DROP INDEX log_entries_undecided;
DROP INDEX log_entries_undecided_score;
CREATE INDEX log_entries_undecided ON log_entries (captured_at) WHERE decision IS NULL AND verdict <> 'good';
CREATE INDEX log_entries_undecided_score ON log_entries (score) WHERE decision IS NULL AND verdict <> 'good';
`);
    const verdicts = "verdict IN ('review', 'defect', 'not-inspected')";
    const withGood = "verdict IN ('good', 'review', 'defect', 'not-inspected')";
    replaceChecks(database, [
      ['log_entries', verdicts, withGood],
      ['retention_rules', verdicts, withGood],
      [
        'inspections',
        "CHECK ((verdict = 'good') = (entry_id IS NULL))",
        "CHECK (verdict = 'good' OR entry_id IS NOT NULL)",
      ],
    ]);
  },
};

type Replacement = readonly [table: string, check: string, by: string];

/**
 * Changes checks of tables without writing their rows anew, which may be millions: the way that SQLite documents for changes that do not
 * affect what is on disk (https://sqlite.org/lang_altertable.html, section 8).
 */
function replaceChecks(database: Database, replacements: readonly Replacement[]): void {
  database.unsafeMode(true);
  try {
    database.pragma('writable_schema = ON');
    const replace = database.prepare(
      `UPDATE sqlite_schema SET sql = replace(sql, @check, @by)
       WHERE type = 'table' AND name = @table AND instr(sql, @check) > 0`,
    );
    for (const [table, check, by] of replacements) {
      if (replace.run({ table, check, by }).changes !== 1) {
        throw new Error(`The table ${table} has no ${check}`);
      }
    }
    const version = z.number().parse(database.pragma('schema_version', { simple: true }));
    // Every connection reads the schema anew.
    database.pragma(`schema_version = ${version + 1}`);
  } finally {
    database.pragma('writable_schema = OFF');
    database.unsafeMode(false);
  }
}
