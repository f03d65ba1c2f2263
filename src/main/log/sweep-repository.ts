import { z } from 'zod';
import type { StationDatabase } from '../database/open-database.ts';
import { allRows } from '../database/rows.ts';

const pathsRow = z.object({ picture: z.string().nullable(), map: z.string().nullable() });

/**
 * Prepares the reading of files that entries name.
 *
 * @returns a function that reads the paths, relative to the home, of entries captured within a span; `from` inclusive, `to` exclusive
 */
export function createLoggedPaths(database: StationDatabase): (from: number, to: number) => Set<string> {
  const ofTime = database.prepare(
    `SELECT picture_path AS picture, map_path AS map FROM log_entries WHERE captured_at >= ? AND captured_at < ?`,
  );
  return (from, to) => {
    const rows = allRows(pathsRow, ofTime, from, to);
    return new Set(rows.flatMap(({ picture, map }) => [picture, map].filter((path) => path !== null)));
  };
}
