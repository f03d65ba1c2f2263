import Sqlite from 'better-sqlite3';
import { z } from 'zod';
import { StationError } from '../../shared/domain/station-error.ts';
import { databaseFailure } from './database-failure.ts';
import { schemaVersion } from './migrate.ts';

/** Pages copied at a time, before other work on the event loop has its turn. */
const pagesAtOnce = 256;

/**
 * Copies the database's state at one moment while a station goes on writing to it. The copy reads a snapshot over its own connection, in
 * small steps, and makes nobody wait. Until it ends, the write-ahead log grows, because it cannot start anew.
 *
 * @param to the copy's path, which must not exist
 * @returns the schema's version
 * @throws StationError CORRUPT_FILE if the copy fails SQLite's check; DISK_FULL, NO_PERMISSION, DATABASE_LOCKED
 */
export async function copyDatabase(
  from: string,
  to: string,
  onProgress: (share: number) => void,
): Promise<number> {
  try {
    const source = new Sqlite(from, { readonly: true, fileMustExist: true, timeout: 5000 });
    try {
      source.exec('BEGIN');
      const version = schemaVersion(source);
      await source.backup(to, {
        progress: ({ totalPages, remainingPages }) => {
          onProgress(totalPages === 0 ? 1 : 1 - remainingPages / totalPages);
          return pagesAtOnce;
        },
      });
      source.exec('COMMIT');
      checkCopy(to);
      return version;
    } finally {
      source.close();
    }
  } catch (error) {
    throw databaseFailure(error, from);
  }
}

/** @throws StationError CORRUPT_FILE */
export function checkCopy(path: string): void {
  const copy = new Sqlite(path, { fileMustExist: true });
  try {
    const check = z.string().parse(copy.pragma('quick_check(1)', { simple: true }));
    if (check === 'ok') return;
    throw new StationError(
      'CORRUPT_FILE',
      'The database is damaged: its copy does not pass the check of SQLite. Restore an earlier backup.',
      check,
    );
  } finally {
    copy.close();
  }
}
