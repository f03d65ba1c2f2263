import type { StationDatabase } from '../database/open-database.ts';
import { countOf } from '../database/rows.ts';

export type PartNumberRepository = ReturnType<typeof createPartNumberRepository>;

/** Stores up to which number part numbers were reserved. */
export function createPartNumberRepository(database: StationDatabase) {
  const highest = database.prepare(
    `SELECT max((SELECT reserved FROM part_numbers),
       (SELECT coalesce(max(part_number), 0) FROM inspections WHERE part_number IS NOT NULL),
       (SELECT coalesce(max(part_number), 0) FROM uninspected_parts WHERE part_number IS NOT NULL))`,
  );
  const reserve = database.prepare('UPDATE part_numbers SET reserved = ?');
  return {
    /** Returns the highest number that may have been used; 0: none. */
    highest: (): number => countOf(highest),
    reserve: (upTo: number): void => void reserve.run(upTo),
  };
}
