import Sqlite from 'better-sqlite3';
import { StationError } from '../../shared/domain/station-error.ts';
import { fileFailure } from '../files/file-failure.ts';
import { notADatabase } from './database-file.ts';

/** Converts an error of SQLite or of its files to a StationError; returns any other error unchanged. */
export function databaseFailure(error: unknown, path: string): unknown {
  if (!(error instanceof Sqlite.SqliteError)) return fileFailure(error, path);
  const code = error.code;
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return notADatabase(path, error.message);
  if (code === 'SQLITE_FULL') {
    return new StationError(
      'DISK_FULL',
      `The disk of the database “${path}” is full. Free some space, then try again.`,
      error.message,
    );
  }
  if (code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_CANTOPEN') || code === 'SQLITE_PERM') {
    return new StationError(
      'NO_PERMISSION',
      `The database “${path}” cannot be written. Give the station's user the right to write the file and its folder.`,
      error.message,
    );
  }
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return new StationError(
      'DATABASE_LOCKED',
      `The database “${path}” is in use by another program. Close that program, then try again.`,
      error.message,
    );
  }
  return error;
}
