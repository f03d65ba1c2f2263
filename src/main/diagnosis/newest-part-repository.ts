import { z } from 'zod';
import type { StationDatabase } from '../database/open-database.ts';
import { oneRow } from '../database/rows.ts';

const row = z.object({ at: z.number().nullable() });

/** Returns when the newest part came, including good ones, milliseconds since 1970; null if none has. */
export function newestPart(database: StationDatabase): number | null {
  const newest = database.prepare('SELECT max(last_at) AS at FROM part_counts WHERE quarter = -1');
  return oneRow(row, newest)?.at ?? null;
}
