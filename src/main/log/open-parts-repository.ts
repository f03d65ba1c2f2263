import { z } from 'zod';
import { uninspectedPartSchema } from '../../shared/contract/part-result.ts';
import { partViewSchema } from '../../shared/contract/part-views.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { allRows } from '../database/rows.ts';
import type { OpenParts } from './grouped-part.ts';

const place = uninspectedPartSchema.omit({ verdict: true, reason: true, detail: true });
const viewRow = z
  .object({ ...place.shape, ...partViewSchema.shape, partNumber: z.number(), groupName: z.string() })
  .transform(({ verdict, score, reason, entryId, ...seen }) => ({
    place: seen,
    view: { lane: seen.lane, laneName: seen.laneName, verdict, score, reason, entryId },
  }));

/** Part numbers to look back for open parts. Lanes see a part at the same time, so open parts are recent. */
const reach = 10_000;

/** Reads the views of group parts that have no outcome. */
export function createOpenPartsRepository(database: StationDatabase): OpenParts {
  const seen = (table: string, outcome: string): string =>
    `SELECT i.part_number AS partNumber, i.session_id AS sessionId, i.frame_number AS frameNumber, i.name,
       i.captured_at AS capturedAt, s.product_id AS productId, s.model_id AS modelId, s.lane, s.lane_name AS laneName,
       s.group_name AS groupName, i.entry_id AS entryId, ${outcome}
     FROM ${table} i JOIN sessions s ON s.id = i.session_id
     WHERE i.part_number BETWEEN @upTo - ${reach} AND @upTo AND s.group_name IS NOT NULL
       AND i.part_number NOT IN (SELECT number FROM parts WHERE number BETWEEN @upTo - ${reach} AND @upTo)`;
  const views = database.prepare(
    `${seen('inspections', 'i.verdict, i.score, NULL AS reason')}
     UNION ALL ${seen('uninspected_parts', "'not-inspected', NULL, i.reason")}
     ORDER BY partNumber, lane`,
  );
  return {
    views: (upTo) => allRows(viewRow, views, { upTo }),
  };
}
