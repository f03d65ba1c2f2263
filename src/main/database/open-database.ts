import Sqlite from 'better-sqlite3';
import { mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { StationError } from '../../shared/domain/station-error.ts';
import { applicationId, notADatabase, readDatabaseFile } from './database-file.ts';
import { databaseFailure } from './database-failure.ts';
import { migrate } from './migrate.ts';
import { migrations as allMigrations } from './migrations.ts';
import type { Migration } from './migration.ts';
import { recordChanges } from './record-changes.ts';

export type StationDatabase = Sqlite.Database;

/**
 * Size up to which the whole database is checked before the start, bytes: about a quarter of a second of reading. A larger one would delay
 * each start, so it is checked later, and only after a crash.
 */
const mostCheckedBytes = 64 * 2 ** 20;

export interface OpenDatabaseOptions {
  /** Folder of the copy that is made before a migration; default: `backups` beside the database. */
  readonly backups?: string;
  readonly migrations?: readonly Migration[];
  /** Called if the database was left by a crash and is too large to be checked now. */
  readonly onUnchecked?: () => void;
  readonly mostCheckedBytes?: number;
}

/**
 * Opens the station's database; creates it if missing, and migrates it after copying it into the backups folder.
 *
 * @param path the database's file; its folder is created if missing
 * @throws StationError DATABASE_TOO_NEW (the file stays unchanged), CORRUPT_FILE, NO_PERMISSION,
 *   DATABASE_LOCKED, DISK_FULL, each naming the file
 */
export function openDatabase(path: string, options: OpenDatabaseOptions = {}): StationDatabase {
  const migrations = options.migrations ?? allMigrations;
  const newest = migrations.at(-1)?.version ?? 0;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const found = readDatabaseFile(path);
    if (found !== null) accept(path, found.version, found.applicationId, newest);
    const crashed = sizeOf(`${path}-wal`) > 0;
    const thorough = sizeOf(path) < (options.mostCheckedBytes ?? mostCheckedBytes);
    if (!thorough && crashed) options.onUnchecked?.();
    const database = new Sqlite(path, { timeout: 5000 });
    try {
      // The first write, so that the file of an interrupted start is recognised as the station's own.
      if (found === null) database.pragma(`application_id = ${applicationId}`);
      prepare(database, path, thorough);
      if (found !== null && found.version < newest) {
        backUp(database, found.version, options.backups ?? join(dirname(path), 'backups'));
      }
      migrate(database, migrations);
      recordChanges(database);
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  } catch (error) {
    throw databaseFailure(error, path);
  }
}

function accept(path: string, version: number, application: number, newest: number): void {
  if (application !== applicationId) {
    throw new StationError(
      'CORRUPT_FILE',
      `“${path}” is a database of another program. Move it away, or start the station with another home folder.`,
      `application_id ${application}`,
    );
  }
  if (version > newest) {
    throw new StationError(
      'DATABASE_TOO_NEW',
      `The database “${path}” was written by a newer version of the station. Install that version or newer; nothing was changed.`,
      `Database version ${version}, this station knows ${newest}`,
    );
  }
}

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

function prepare(database: StationDatabase, path: string, thorough: boolean): void {
  database.pragma('journal_mode = WAL');
  // A shown verdict must survive a power cut.
  database.pragma('synchronous = FULL');
  database.pragma('trusted_schema = OFF');
  // 32 MiB, so that more of the indexes of a log of years stays in memory.
  database.pragma('cache_size = -32768');
  if (!thorough) return;
  const check = z.string().parse(database.pragma('quick_check(1)', { simple: true }));
  if (check !== 'ok') throw notADatabase(path, check);
}

function backUp(database: StationDatabase, version: number, folder: string): void {
  mkdirSync(folder, { recursive: true });
  const time = new Date().toISOString().replaceAll(/[:.]/g, '-');
  const copy = join(folder, `${basename(database.name, '.db')}-version-${version}-${time}.db`);
  rmSync(`${copy}.part`, { force: true });
  database.prepare('VACUUM INTO ?').run(`${copy}.part`);
  renameSync(`${copy}.part`, copy);
}
