import { join } from 'node:path';
import Sqlite from 'better-sqlite3';

/** Counts the parts and frames in the log of a home, with or without verdict. */
export function rowsOf(home: string): number {
  const database = new Sqlite(join(home, 'station.db'), { readonly: true });
  try {
    return (
      database
        .prepare<[], number>(
          'SELECT (SELECT count(*) FROM inspections) + (SELECT count(*) FROM uninspected_parts)',
        )
        .pluck()
        .get() ?? 0
    );
  } finally {
    database.close();
  }
}
