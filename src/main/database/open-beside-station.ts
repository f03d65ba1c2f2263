import { StationError } from '../../shared/domain/station-error.ts';
import { readDatabaseFile } from './database-file.ts';
import { migrations } from './migrations.ts';
import { openDatabase } from './open-database.ts';
import type { StationDatabase } from './open-database.ts';
import { lockStation } from './station-lock.ts';
import type { StationLock } from './station-lock.ts';

/**
 * Opens the database of a home folder for a short time, even while a station works in it. It migrates the database only if
 * no station works there.
 *
 * @param paths the home's lock, database and backups
 * @returns `alone` is true if no station works in the home
 * @throws StationError CONFLICT if the running station has another version; and the errors of `openDatabase`
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

/** @returns null while a station works in the home */
function lockUnlessHeld(path: string): StationLock | null {
  try {
    return lockStation(path);
  } catch (error) {
    if (error instanceof StationError && error.code === 'DATABASE_LOCKED') return null;
    throw error;
  }
}
