import { z } from 'zod';
import { openDatabase } from '../../../src/main/database/open-database.ts';
import { stationPaths } from '../../../src/main/station/paths.ts';

/** Entries that lists show without good parts. */
const listed = "verdict <> 'good'";

/**
 * Makes the log of a station's home longer: repeats the entries of `writeLogHome` one second apart and before them, until there
 * are `count` entries beside the kept good parts. The repeated entries share the pictures on disk and have no decisions.
 */
export function lengthenLog(home: string, count: number): void {
  const database = openDatabase(stationPaths(home).database);
  const own = ['id', 'captured_at', 'name', 'decision', 'cause'];
  const columns = z
    .array(z.string())
    .parse(database.prepare("SELECT name FROM pragma_table_info('log_entries')").pluck().all())
    .filter((name) => !own.includes(name))
    .join(', ');
  const there = z
    .number()
    .parse(database.prepare(`SELECT count(*) FROM log_entries WHERE ${listed}`).pluck().get());
  database
    .prepare(
      `WITH RECURSIVE copy (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM copy WHERE number < @copies)
       INSERT INTO log_entries (captured_at, name, ${columns})
       SELECT (SELECT min(captured_at) FROM log_entries) - 1000 * row_number() OVER (ORDER BY copy.number, e.id),
         printf('SN-%07d.png', row_number() OVER (ORDER BY copy.number, e.id)), ${columns}
       FROM copy, log_entries e WHERE ${listed} LIMIT @missing`,
    )
    .run({ copies: Math.ceil(count / there), missing: count - there });
  database.close();
}
