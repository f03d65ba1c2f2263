import { z } from 'zod';
import { decisionSchema, loggedOutcomeSchema } from '../../shared/contract/log.ts';
import type { StatisticsFilter } from '../../shared/contract/statistics.ts';
import { notInspectedReasonSchema } from '../../shared/domain/not-inspected.ts';
import { countedAs, sourceKindSchema } from '../../shared/domain/source-kinds.ts';
import { triggerKindSchema } from '../../shared/domain/triggers.ts';
import type { TimeSpan } from '../../shared/domain/time-buckets.ts';
import { notInspected, outcomes } from '../../shared/domain/outcome.ts';
import { verdicts } from '../../shared/domain/verdict.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { allRows } from '../database/rows.ts';
import { seenInSessions } from '../log/seen-in-sessions.ts';

/** A session at which something arrived: what its pictures are counted as, and when they came. */
export interface InspectedSession {
  readonly id: string;
  readonly seen: 'parts' | 'frames';
  /** Whether its rows are views of parts that a group of lanes looks at; they are counted by `countGrouped`. */
  readonly givesViews: boolean;
  /** Times of its first and its last part, milliseconds since 1970. */
  readonly first: number;
  readonly last: number;
}

const sessionRow = z
  .object({
    id: z.string(),
    kind: sourceKindSchema,
    trigger: triggerKindSchema,
    first: z.number(),
    last: z.number(),
    groupName: z.string().nullable(),
  })
  .transform(({ kind, trigger, groupName, ...row }): InspectedSession => {
    const seen = countedAs(kind, trigger);
    return { ...row, seen, givesViews: seen === 'parts' && groupName !== null };
  });
const groupedRow = z.object({
  verdict: z.enum(outcomes),
  reason: notInspectedReasonSchema.nullable(),
  count: z.number(),
});
const reasonRow = z.object({ reason: notInspectedReasonSchema, count: z.number() });
const verdictRow = z.object({ verdict: z.enum(verdicts), count: z.number() });
const entryRow = z.object({
  verdict: loggedOutcomeSchema,
  decision: decisionSchema.nullable(),
  cause: z.string().nullable(),
  count: z.number(),
  /** How many parts they decide; of the views of a part, the first one with its outcome does. */
  parts: z.number(),
});
const scoreRow = z.object({ at: z.number(), score: z.number() });
export type ScoreRow = z.infer<typeof scoreRow>;

export type StatisticsRepository = ReturnType<typeof createStatisticsRepository>;

/**
 * Aggregates over the log. Each question is about one session and one span of time: an index holds its whole answer, so
 * that it takes as long as it counts rows, however long the log is.
 */
export function createStatisticsRepository(database: StationDatabase) {
  const arrivals = (which: 'min' | 'max'): string =>
    ['inspections', 'uninspected_parts']
      .map((table) => `SELECT ${which}(captured_at) AS at FROM ${table} WHERE session_id = s.id`)
      .join(' UNION ALL ');
  const sessions = database.prepare(
    `SELECT id, kind, trigger, groupName, first, last FROM (
       SELECT id, group_name AS groupName, source ->> 'kind' AS kind, trigger_kind AS trigger,
         (SELECT min(at) FROM (${arrivals('min')})) AS first, (SELECT max(at) FROM (${arrivals('max')})) AS last
       FROM sessions s
       WHERE (@productId IS NULL OR product_id = @productId) AND (@modelId IS NULL OR model_id = @modelId)
         AND (@lane IS NULL OR lane = @lane))
     WHERE first IS NOT NULL ORDER BY first`,
  );
  const span = 'session_id = @sessionId AND captured_at >= @from AND captured_at < @to';
  const countVerdicts = database.prepare(
    `SELECT verdict, count(*) AS count FROM inspections WHERE ${span} GROUP BY verdict`,
  );
  const countReasons = database.prepare(
    `SELECT reason, count(*) AS count FROM uninspected_parts WHERE ${span} GROUP BY reason`,
  );
  const countEntries = database.prepare(
    `SELECT verdict, decision, cause, count(*) AS count, count(*) AS parts FROM log_entries WHERE ${span}
     GROUP BY verdict, decision, cause`,
  );
  const countViews = database.prepare(
    `SELECT verdict, decision, cause, count(*) AS count, count(*) FILTER (WHERE lane =
       (SELECT min(v.lane) FROM part_views v JOIN parts p ON p.number = v.part_number
        WHERE p.number = e.part_number AND v.verdict = p.verdict)) AS parts
     FROM log_entries e WHERE ${span} GROUP BY verdict, decision, cause`,
  );
  const countGrouped = database.prepare(
    `SELECT p.verdict, iif(p.verdict = '${notInspected}', coalesce(
       (SELECT v.reason FROM part_views v WHERE v.part_number = p.number AND v.reason <> 'missing' ORDER BY v.lane LIMIT 1),
       'late'), NULL) AS reason, count(*) AS count
     FROM parts p WHERE p.captured_at >= @from AND p.captured_at < @to
       AND ${seenInSessions('SELECT value FROM json_each(@sessions)')} GROUP BY 1, 2`,
  );
  const scores = database.prepare(
    `SELECT captured_at AS at, score FROM inspections WHERE ${span} ORDER BY captured_at, id LIMIT @limit`,
  );

  return {
    /** Sessions in the order of their first part; one at which nothing arrived in the filter's time is left out. */
    sessions({ productId, modelId, lane, from = 0, to = Infinity }: StatisticsFilter): InspectedSession[] {
      const found = allRows(sessionRow, sessions, {
        ...{ productId: productId ?? null, modelId: modelId ?? null, lane: lane ?? null },
      });
      return found.filter(({ first, last }) => first < to && last >= from);
    },

    countVerdicts: (sessionId: string, { from, to }: TimeSpan) =>
      allRows(verdictRow, countVerdicts, { sessionId, from, to }),

    /** Parts that were not inspected, by reason. */
    countReasons: (sessionId: string, { from, to }: TimeSpan) =>
      allRows(reasonRow, countReasons, { sessionId, from, to }),

    countEntries: ({ id, givesViews }: InspectedSession, { from, to }: TimeSpan) =>
      allRows(entryRow, givesViews ? countViews : countEntries, { sessionId: id, from, to }),

    /** Parts that groups of lanes looked at, seen in any of these sessions: each once, with its own outcome. */
    countGrouped: (sessions: readonly InspectedSession[], { from, to }: TimeSpan) =>
      allRows(groupedRow, countGrouped, { sessions: JSON.stringify(sessions.map(({ id }) => id)), from, to }),

    /** Scores in the order of time. */
    scores: (sessionId: string, { from, to }: TimeSpan, limit: number): ScoreRow[] =>
      allRows(scoreRow, scores, { sessionId, from, to, limit }),
  };
}
