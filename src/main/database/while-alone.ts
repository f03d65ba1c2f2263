import Sqlite from 'better-sqlite3';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { databaseFailure } from './database-failure.ts';

/** Longest wait for another process, milliseconds; such acts take a few milliseconds. */
const patienceMs = 2000;

/**
 * Runs a short act, such as changing a file, while no other process runs one with the same lock. The lock is the operating system's,
 * held through a small SQLite file; it ends with the process.
 *
 * @throws StationError DATABASE_LOCKED if another process holds the lock for too long; DISK_FULL, NO_PERMISSION naming the lock
 */
export function whileAlone<Result>(lock: string, act: () => Result): Result {
  const held = takeLock(lock);
  try {
    return act();
  } finally {
    held.close();
  }
}

function takeLock(path: string): Sqlite.Database {
  let lock: Sqlite.Database | null = null;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    lock = new Sqlite(path, { timeout: patienceMs });
    lock.exec('BEGIN IMMEDIATE');
    return lock;
  } catch (error) {
    lock?.close();
    throw databaseFailure(error, path);
  }
}
