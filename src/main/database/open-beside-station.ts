import { StationError } from '../../shared/domain/station-error.ts';
import { readDatabaseFile } from './database-file.ts';
import { migrations } from './migrations.ts';
import { openDatabase } from './open-database.ts';
import type { StationDatabase } from './open-database.ts';
import { lockStation } from './station-lock.ts';
import type { StationLock } from './station-lock.ts';

/**
 * Opens the database of a home folder for a few words, also while a station works in it; a running station's schema is
 * never migrated under it.
 *
 * @param paths the home's lock, database and backups
 * @returns also whether no station works in the home
 * @throws StationError CONFLICT when the running station is of another version; those of `openDatabase`
 */
export function openBesideStation({
  lock: lockFile,
  database: file,
  backups,
}: {
  readonly lock: string;
  readonly database: string;
  readonly backups: string;
}): { database: StationDatabase; alone: boolean; close(): void } {
  const lock = lockUnlessHeld(lockFile);
  try {
    if (lock === null && readDatabaseFile(file)?.version !== migrations.at(-1)?.version) {
      throw new StationError(
        'CONFLICT',
        'The station that is running is of another version. Use its own command line, or end it first.',
      );
    }
    const database = openDatabase(file, { backups });
    return {
      database,
      alone: lock !== null,
      close() {
        database.close();
        lock?.release();
      },
    };
  } catch (error) {
    lock?.release();
    throw error;
  }
}

/** Null while a station works in the home. */
function lockUnlessHeld(path: string): StationLock | null {
  try {
    return lockStation(path);
  } catch (error) {
    if (error instanceof StationError && error.code === 'DATABASE_LOCKED') return null;
    throw error;
  }
}
