import Sqlite from 'better-sqlite3';

/** True when another program holds the database: the same write may work a moment later. */
export function isDatabaseBusy(error: unknown): boolean {
  return error instanceof Sqlite.SqliteError && /^SQLITE_(?:BUSY|LOCKED)/.test(error.code);
}

/** True when the same write may work later, without anybody changing it: the database is held, or its disk is full or fails. */
export function mayWorkLater(error: unknown): boolean {
  return (
    isDatabaseBusy(error) ||
    (error instanceof Sqlite.SqliteError && /^SQLITE_(?:FULL|IOERR)/.test(error.code))
  );
}

/** How long a write waits within SQLite before it is tried again by a timer, milliseconds; nothing else runs meanwhile. */
export const busyTimeoutMs = 50;
/** How often what waits is tried again, milliseconds. */
export const retryEveryMs = 250;
