import Sqlite from 'better-sqlite3';
import { databaseFailure } from './database-failure.ts';
import type { StationDatabase } from './open-database.ts';

/**
 * Opens the database of a station that runs, for questions alone: nothing is made, migrated or written. Reading holds no writer up.
 *
 * @param path the database's file
 * @throws StationError CORRUPT_FILE, NO_PERMISSION, each naming the file
 */
export function openReadOnly(path: string): StationDatabase {
  try {
    const database = new Sqlite(path, { readonly: true, fileMustExist: true, timeout: 5000 });
    database.pragma('trusted_schema = OFF');
    // Of the indexes of a log of years, 32 MiB stay in memory.
    database.pragma('cache_size = -32768');
    return database;
  } catch (error) {
    throw databaseFailure(error, path);
  }
}
