import Sqlite from 'better-sqlite3';
import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { StationError } from '../../shared/domain/station-error.ts';
import { databaseFailure } from './database-failure.ts';
import { oneRow } from './rows.ts';

export interface StationLock {
  release(): void;
}

/**
 * Ensures that only one station works in a home folder. The lock is the operating system's, held through a small SQLite
 * file: it ends with the process, however that ends, and another process with the same id does not hold it.
 *
 * @throws StationError DATABASE_LOCKED naming the process that holds it
 */
export function lockStation(path: string): StationLock {
  let lock: Sqlite.Database | null = null;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    lock = new Sqlite(path, { timeout: 0 });
    lock.exec('BEGIN IMMEDIATE');
    lock.exec('CREATE TABLE IF NOT EXISTS holder (pid INTEGER NOT NULL) STRICT; DELETE FROM holder');
    lock.prepare('INSERT INTO holder (pid) VALUES (?)').run(process.pid);
    // Other processes see the process id only after the commit.
    lock.exec('COMMIT; BEGIN IMMEDIATE');
  } catch (error) {
    const holder = lock === null ? null : holderOf(lock);
    lock?.close();
    if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')) throw held(path, holder);
    throw databaseFailure(error, path);
  }
  const taken = lock;
  return { release: () => void taken.close() };
}

/**
 * Tells which process works in a home. It holds the lock only for a moment.
 *
 * @returns null: none; `process` is null if its id is unknown
 */
export function stationAtWork(path: string): { readonly process: number | null } | null {
  if (!existsSync(path)) return null;
  const lock = new Sqlite(path, { timeout: 0, fileMustExist: true });
  try {
    lock.exec('BEGIN IMMEDIATE; ROLLBACK');
    return null;
  } catch (error) {
    if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')) {
      return { process: holderOf(lock) };
    }
    throw databaseFailure(error, path);
  } finally {
    lock.close();
  }
}

function holderOf(lock: Sqlite.Database): number | null {
  try {
    return oneRow(z.object({ pid: z.number().int() }), lock.prepare('SELECT pid FROM holder'))?.pid ?? null;
  } catch {
    return null;
  }
}

function held(path: string, holder: number | null): StationError {
  const folder = dirname(path);
  const process = holder === null ? 'another process' : `process ${holder}`;
  return new StationError(
    'DATABASE_LOCKED',
    `A station already works in “${folder}” (${process}). Use that one, or end it, or set STATION_HOME to another folder.`,
    path,
  );
}
