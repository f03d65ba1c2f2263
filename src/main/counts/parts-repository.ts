import { z } from 'zod';
import { decisionSchema, loggedOutcomeSchema } from '../../shared/contract/log.ts';
import type { OutcomeCounts } from '../../shared/domain/outcome.ts';
import { recordOf } from '../../shared/domain/keys.ts';
import { notInspectedReasonSchema, type NotInspectedReason } from '../../shared/domain/not-inspected.ts';
import { noOutcomes, notInspected, outcomes } from '../../shared/domain/outcome.ts';
import type { TimeSpan } from '../../shared/domain/time-buckets.ts';
import { verdicts } from '../../shared/domain/verdict.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { allRows, countOf, oneRow } from '../database/rows.ts';
import { countedSpan, wholeSession, type CountedSpan } from './quarters.ts';

/** A session with the times of its first and its last part. */
export interface CountedSession {
  readonly id: string;
  readonly first: number;
  readonly last: number;
}

const entryCount = z.object({
  verdict: loggedOutcomeSchema,
  decision: decisionSchema.nullable(),
  cause: z.string().nullable(),
  entries: z.number(),
  /** Number of parts that the entries decide; only the first view with the part's outcome decides a part. */
  parts: z.number(),
});
export type EntryCount = z.infer<typeof entryCount>;

const reasonCount = z.object({ reason: notInspectedReasonSchema, count: z.number() });
const outcomeSums = z.object(recordOf(outcomes, () => z.number().nullable()));
const verdictSums = z.object(recordOf(verdicts, () => z.number()));

/** Returns the column that counts an outcome, such as `not_inspected` for `not-inspected`. */
export const countColumn = (outcome: string): string => outcome.replace('-', '_');

export type LogCounts = ReturnType<typeof createLogCounts>;

/**
 * Makes the counts of sessions in a span of time. It adds the counts kept by triggers and the rows of the quarters of
 * an hour that the span cuts, so the time depends on the number of quarters, not of parts.
 */
export function createLogCounts(database: StationDatabase) {
  /** Reads the counts of a whole session or of a range of its quarters. */
  const cellsOf = (select: string, end = '') => {
    const whole = database.prepare(`${select} quarter = ${wholeSession} AND session_id = @id ${end}`);
    const some = database.prepare(
      `${select} quarter >= @first AND quarter < @end AND session_id = @id ${end}`,
    );
    return ({ first }: CountedSpan['quarters']) => (first === wholeSession ? whole : some);
  };
  const edge = 'session_id = @id AND captured_at >= @from AND captured_at < @to';
  const partCells = cellsOf(
    `SELECT ${outcomes.map((outcome) => `sum(${countColumn(outcome)}) AS "${outcome}"`).join(', ')}
     FROM part_counts WHERE`,
  );
  const judgedEdge = database.prepare(
    `SELECT ${verdicts.map((verdict) => `count(*) FILTER (WHERE verdict = '${verdict}') AS "${verdict}"`).join(', ')}
     FROM inspections WHERE ${edge}`,
  );
  const uninspectedEdge = database.prepare(`SELECT count(*) FROM uninspected_parts WHERE ${edge}`);
  const reasonCells = cellsOf('SELECT reason, count FROM reason_counts WHERE');
  const reasonEdge = database.prepare(`SELECT reason, 1 AS count FROM uninspected_parts WHERE ${edge}`);
  const entryCells = cellsOf(
    `SELECT verdict, nullif(decision, '') AS decision, nullif(cause, '') AS cause, sum(entries) AS entries, sum(parts) AS parts
     FROM entry_counts WHERE entries > 0 AND`,
    'GROUP BY 1, 2, 3',
  );
  const entryEdge = database.prepare(
    `SELECT verdict, decision, cause, 1 AS entries,
       iif((SELECT s.group_name FROM sessions s WHERE s.id = e.session_id) IS NULL, 1, lane IS
         (SELECT min(v.lane) FROM part_views v JOIN parts p ON p.number = v.part_number
          WHERE p.number = e.part_number AND v.verdict = p.verdict)) AS parts
     FROM log_entries e WHERE ${edge}`,
  );

  return {
    /** Counts the outcomes of a session's parts or frames in a span. */
    parts(session: CountedSession, span: TimeSpan): OutcomeCounts {
      const { quarters, edges } = countedSpan(session, span);
      const whole = oneRow(outcomeSums, partCells(quarters), { id: session.id, ...quarters });
      let sums = recordOf(outcomes, (outcome) => whole?.[outcome] ?? 0);
      for (const { from, to } of edges) {
        const values = { id: session.id, from, to };
        const judged = oneRow(verdictSums, judgedEdge, values) ?? noOutcomes;
        const cut = { ...noOutcomes, ...judged, [notInspected]: countOf(uninspectedEdge, values) };
        sums = recordOf(outcomes, (outcome) => sums[outcome] + cut[outcome]);
      }
      return sums;
    },

    /** Counts the parts not inspected by reason. */
    reasons(session: CountedSession, span: TimeSpan): Map<NotInspectedReason, number> {
      const { quarters, edges } = countedSpan(session, span);
      const sums = new Map<NotInspectedReason, number>();
      const rows = [
        ...allRows(reasonCount, reasonCells(quarters), { id: session.id, ...quarters }),
        ...edges.flatMap((cut) => allRows(reasonCount, reasonEdge, { id: session.id, ...cut })),
      ];
      for (const { reason, count } of rows) sums.set(reason, (sums.get(reason) ?? 0) + count);
      return sums;
    },

    /** Counts the entries by verdict, current decision and cause. */
    entries(session: CountedSession, span: TimeSpan): EntryCount[] {
      const { quarters, edges } = countedSpan(session, span);
      return [
        ...allRows(entryCount, entryCells(quarters), { id: session.id, ...quarters }),
        ...edges.flatMap((cut) => allRows(entryCount, entryEdge, { id: session.id, ...cut })),
      ];
    },
  };
}
