import { z } from 'zod';
import { outcomes } from '../../shared/domain/outcome.ts';
import { notInspectedReasonSchema } from '../../shared/domain/not-inspected.ts';
import type { TimeSpan } from '../../shared/domain/time-buckets.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { allRows } from '../database/rows.ts';
import { countedSpan, wholeSession } from './quarters.ts';

/** A set of sessions that saw the same parts, with the times of its first and last part. */
const setRow = z.object({ id: z.number(), first: z.number(), last: z.number() });
export type SessionSet = Readonly<z.infer<typeof setRow>>;

const countRow = z.object({
  verdict: z.enum(outcomes),
  reason: notInspectedReasonSchema.nullable(),
  count: z.number(),
});
export type GroupedCount = z.infer<typeof countRow>;

/** Makes the counts of parts inspected by groups of lanes. A part counts once, whichever of its lanes a query names. */
export function createGroupedCounts(database: StationDatabase) {
  const cells =
    "SELECT verdict, nullif(reason, '') AS reason, count FROM grouped_counts WHERE count > 0 AND set_id = @id";
  const whole = database.prepare(`${cells} AND quarter = ${wholeSession}`);
  const some = database.prepare(`${cells} AND quarter >= @first AND quarter < @end`);
  const rows = ['inspections', 'uninspected_parts'].map(
    (table) => `SELECT session_id FROM ${table} WHERE part_number = p.number`,
  );
  const edge = database.prepare(
    `SELECT p.verdict, iif(p.verdict = 'not-inspected', coalesce(
       (SELECT v.reason FROM part_views v WHERE v.part_number = p.number AND v.reason <> 'missing' ORDER BY v.lane LIMIT 1),
       'late'), NULL) AS reason, 1 AS count
     FROM parts p WHERE p.captured_at >= @from AND p.captured_at < @to AND (SELECT sessions FROM session_sets WHERE id = @id) =
       (SELECT json_group_array(session_id) FROM (${rows.join(' UNION ')} ORDER BY 1))`,
  );
  return {
    /** Returns the sets that contain any of these sessions. @param sessions a query for their ids */
    sets(sessions: string, values: object): SessionSet[] {
      const statement = database.prepare(
        `SELECT set_id AS id, min(first_at) AS first, max(last_at) AS last FROM grouped_counts
         WHERE quarter = ${wholeSession} AND set_id IN
           (SELECT m.set_id FROM session_set_members m WHERE m.session_id IN (${sessions})) GROUP BY set_id`,
      );
      return allRows(setRow, statement, values);
    },

    /** Counts the outcomes, and the reasons of parts not inspected, of a session set in a span. */
    counts(set: SessionSet, span: TimeSpan): GroupedCount[] {
      const { quarters, edges } = countedSpan(set, span);
      return [
        ...allRows(countRow, quarters.first === wholeSession ? whole : some, { id: set.id, ...quarters }),
        ...edges.flatMap((cut) => allRows(countRow, edge, { id: set.id, ...cut })),
      ];
    },
  };
}
