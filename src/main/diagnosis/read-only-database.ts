import Sqlite from 'better-sqlite3';
import { readDatabaseFile } from '../database/database-file.ts';
import { migrations } from '../database/migrations.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { recordChanges } from '../database/record-changes.ts';
import { DatabaseNeededError } from './subject.ts';

/** Longest wait for another program that locks the database, milliseconds. */
const busyMs = 2000;

/**
 * Opens the database read-only, even while a station uses it.
 *
 * @throws DatabaseNeededError if the database is missing, damaged or of another version
 */
export function openReadOnlyIfCurrent(file: string): StationDatabase {
  let database: StationDatabase | null = null;
  try {
    if (readDatabaseFile(file)?.version !== migrations.at(-1)?.version) throw new DatabaseNeededError(file);
    database = new Sqlite(file, { readonly: true, fileMustExist: true, timeout: busyMs });
    // Statements of the repositories need its functions to prepare, although nothing is written here.
    recordChanges(database);
    return database;
  } catch (error) {
    database?.close();
    throw error instanceof DatabaseNeededError ? error : new DatabaseNeededError(file, { cause: error });
  }
}
