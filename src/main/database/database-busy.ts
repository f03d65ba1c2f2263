import Sqlite from 'better-sqlite3';

/** Tells whether a write failed because another program holds the database; it may work a moment later. */
export function isDatabaseBusy(error: unknown): boolean {
  return error instanceof Sqlite.SqliteError && /^SQLITE_(?:BUSY|LOCKED)/.test(error.code);
}

/** Tells whether the same write may work later: the database is held, or its disk is full or fails. */
export function mayWorkLater(error: unknown): boolean {
  return (
    isDatabaseBusy(error) ||
    (error instanceof Sqlite.SqliteError && /^SQLITE_(?:FULL|IOERR)/.test(error.code))
  );
}

/** How long a write waits inside SQLite, milliseconds. It blocks the event loop, so it is short; afterwards a timer tries again. */
export const busyTimeoutMs = 50;
/** Interval at which a failed write is tried again, milliseconds. */
export const retryEveryMs = 250;
