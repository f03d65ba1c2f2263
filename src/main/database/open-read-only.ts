import Sqlite from 'better-sqlite3';
import { databaseFailure } from './database-failure.ts';
import type { StationDatabase } from './open-database.ts';

/**
 * Opens a station's database only for reading: it creates, migrates and writes nothing, and delays no writer.
 *
 * @param path the database's file
 * @throws StationError CORRUPT_FILE, NO_PERMISSION, each naming the file
 */
export function openReadOnly(path: string): StationDatabase {
  try {
    const database = new Sqlite(path, { readonly: true, fileMustExist: true, timeout: 5000 });
    database.pragma('trusted_schema = OFF');
    // 32 MiB, so that more of the indexes of a log of years stays in memory.
    database.pragma('cache_size = -32768');
    return database;
  } catch (error) {
    throw databaseFailure(error, path);
  }
}
