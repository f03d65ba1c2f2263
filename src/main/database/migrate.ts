import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import type { Migration } from './migration.ts';

/** Returns the database's schema version; 0 for a new database. */
export function schemaVersion(database: Database): number {
  return z
    .number()
    .int()
    .parse(database.pragma('user_version', { simple: true }));
}

/**
 * Migrates the database to the newest version, each step in one transaction, so a step is done completely or not at all.
 * Foreign keys are checked at the end of each step, so that a step may rebuild tables.
 *
 * @returns the versions of the steps that were run
 */
export function migrate(database: Database, migrations: readonly Migration[]): number[] {
  const from = schemaVersion(database);
  const pending = migrations.filter((migration) => migration.version > from);
  database.pragma('foreign_keys = OFF');
  try {
    for (const migration of pending) database.transaction(() => step(database, migration)).immediate();
  } finally {
    database.pragma('foreign_keys = ON');
  }
  return pending.map((migration) => migration.version);
}

function step(database: Database, migration: Migration): void {
  migration.up(database);
  const violations = z.array(z.unknown()).parse(database.pragma('foreign_key_check'));
  if (violations.length > 0) {
    throw new Error(
      `Migration ${migration.version} (${migration.name}) leaves ${violations.length} broken references`,
    );
  }
  database.pragma(`user_version = ${migration.version}`);
}
