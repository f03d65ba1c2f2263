import { z } from 'zod';
import { StationError } from '../../../shared/domain/station-error.ts';
import type { PlantDatabase } from './plant-database.ts';
import { rowOf } from './plant-database.ts';

/** One step of the plant log's schema. */
export interface PlantMigration {
  /** The version after the step; one more than before. */
  readonly version: number;
  /** The statements, run in order in the migration's transaction. */
  readonly statements: readonly string[];
}

/** Key of the advisory lock, an arbitrary number. It makes two hosts that start at once migrate one after the other. */
const lockKey = 7_190_023;
const versionRow = z.object({ version: z.number().int() });

/**
 * Migrates the schema to the newest version, in one transaction.
 *
 * @throws StationError DATABASE_TOO_NEW if a newer program has written the log
 */
export async function migratePlantLog(
  database: PlantDatabase,
  migrations: readonly PlantMigration[],
): Promise<void> {
  await database.transaction(async (on) => {
    await on.query('SELECT pg_advisory_xact_lock($1)', [lockKey]);
    await on.query('CREATE TABLE IF NOT EXISTS plant_schema (version integer PRIMARY KEY)');
    const found = await rowOf(
      versionRow,
      on,
      'SELECT coalesce(max(version), 0) AS version FROM plant_schema',
    );
    const version = found?.version ?? 0;
    const last = migrations.at(-1)?.version ?? 0;
    if (version > last) {
      throw new StationError(
        'DATABASE_TOO_NEW',
        `The plant’s log has version ${version}, and this program knows ${last}. Use the newer program.`,
      );
    }
    for (const migration of migrations.filter((one) => one.version > version)) {
      for (const statement of migration.statements) await on.query(statement);
      await on.query('INSERT INTO plant_schema (version) VALUES ($1)', [migration.version]);
    }
  });
}
