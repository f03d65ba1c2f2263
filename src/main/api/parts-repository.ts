import { loggedPartSchema, type LoggedPart } from '../../shared/contract/api.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { allRows } from '../database/rows.ts';

export type LoggedPartsRepository = ReturnType<typeof createLoggedPartsRepository>;

/** Parts of the log by their numbers, good ones too. Frames of cameras that run freely have none. */
export function createLoggedPartsRepository(database: StationDatabase) {
  const rows = (condition: string): string => `
    SELECT i.part_number AS partNumber, s.lane, i.captured_at AS capturedAt, i.name, p.name AS product,
      i.verdict, i.score, NULL AS reason, i.entry_id AS entryId
    FROM inspections i JOIN sessions s ON s.id = i.session_id JOIN products p ON p.id = s.product_id
    WHERE i.part_number ${condition}
    UNION ALL
    SELECT i.part_number, s.lane, i.captured_at, i.name, p.name, 'not-inspected', NULL, i.reason, i.entry_id
    FROM uninspected_parts i JOIN sessions s ON s.id = i.session_id JOIN products p ON p.id = s.product_id
    WHERE i.part_number ${condition}`;
  const after = database.prepare(`${rows('> @after')} ORDER BY 1, 2 LIMIT @limit`);
  const of = database.prepare(`${rows('= @partNumber')} ORDER BY 2`);
  return {
    /** By number and lane. @param limit views, at most */
    after: (number: number, limit: number): LoggedPart[] =>
      allRows(loggedPartSchema, after, { after: number, limit }),
    /** What each lane saw of a part; none: the log does not hold it. */
    views: (partNumber: number): LoggedPart[] => allRows(loggedPartSchema, of, { partNumber }),
  };
}
