import { z } from 'zod';
import type { StatisticsFilter } from '../../shared/contract/statistics.ts';
import { countedAs, sourceKindSchema } from '../../shared/domain/source-kinds.ts';
import { triggerKindSchema } from '../../shared/domain/triggers.ts';
import type { TimeSpan } from '../../shared/domain/time-buckets.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { allRows, oneRow } from '../database/rows.ts';
import { always } from '../log/entry-conditions.ts';
import { createLogCounts } from '../counts/parts-repository.ts';
import { createGroupedCounts, type SessionSet } from '../counts/grouped-parts-repository.ts';
import { wholeSession } from '../counts/quarters.ts';

/** A session with parts or frames: what its pictures count as, and their times. */
export interface InspectedSession {
  readonly id: string;
  readonly productId: string;
  readonly modelId: string;
  readonly seen: 'parts' | 'frames';
  /** True if its rows are views of a group's parts, which `countGrouped` counts. */
  readonly givesViews: boolean;
  /** Times of its first and its last part, milliseconds since 1970. */
  readonly first: number;
  readonly last: number;
}

/** Returns a filter's values for statements about sessions: missing fields are null, and the span always has both ends. */
export function sessionValues({ from, to, ...filter }: StatisticsFilter) {
  const { productId = null, modelId = null, lane = null, shiftId = null, source = null } = filter;
  return { productId, modelId, lane, shiftId, source, from: from ?? always.from, to: to ?? always.to };
}

const sessionRow = z
  .object({
    id: z.string(),
    productId: z.string(),
    modelId: z.string(),
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
const nameRow = z.object({ name: z.string() });
const scoreRow = z.object({ at: z.number(), score: z.number() });
export type ScoreRow = z.infer<typeof scoreRow>;

export type StatisticsRepository = ReturnType<typeof createStatisticsRepository>;

/**
 * Aggregates over the log. Each query is about one session and one span of time, and reads the maintained counts. Its time depends on the
 * number of quarters of an hour in the span, not on the number of parts.
 */
export function createStatisticsRepository(database: StationDatabase) {
  const counts = createLogCounts(database);
  const grouped = createGroupedCounts(database);
  const sessions = database.prepare(
    `SELECT s.id, s.product_id AS productId, s.model_id AS modelId, s.group_name AS groupName, s.source ->> 'kind' AS kind, s.trigger_kind AS trigger,
       c.first_at AS first, c.last_at AS last
     FROM sessions s CROSS JOIN part_counts c ON c.session_id = s.id AND c.quarter = ${wholeSession}
     WHERE (@productId IS NULL OR s.product_id = @productId) AND (@modelId IS NULL OR s.model_id = @modelId)
       AND (@lane IS NULL OR s.lane = @lane) AND (@shiftId IS NULL OR s.shift_id = @shiftId)
       AND (@source IS NULL OR s.source ->> 'kind' = @source) AND c.first_at < @to AND c.last_at >= @from ORDER BY c.first_at`,
  );
  const lanes = database.prepare(
    'SELECT lane_name AS name FROM sessions WHERE lane = ? ORDER BY started_at DESC LIMIT 1',
  );
  const span = 'session_id = @sessionId AND captured_at >= @from AND captured_at < @to';
  const scores = database.prepare(
    `SELECT captured_at AS at, score FROM inspections WHERE ${span} ORDER BY captured_at, verdict, id LIMIT @limit`,
  );

  return {
    /** Lists sessions in the order of their first part; sessions without parts in the filter's time are left out. */
    sessions: (filter: StatisticsFilter): InspectedSession[] =>
      allRows(sessionRow, sessions, sessionValues(filter)),

    countParts: counts.parts,

    /** Returns a lane's name at its last session; null if it had no session. */
    laneName: (lane: number): string | null => oneRow(nameRow, lanes, lane)?.name ?? null,

    /** Parts that were not inspected, by reason. */
    countReasons: counts.reasons,

    countEntries: counts.entries,

    /** The sets of sessions that saw parts together, of which some are among these. */
    sessionSets: (among: readonly InspectedSession[]): SessionSet[] =>
      grouped.sets('SELECT value FROM json_each(@sessions)', {
        sessions: JSON.stringify(among.map(({ id }) => id)),
      }),

    /** Parts that a set of sessions saw together: each once, with its own outcome. */
    countGrouped: grouped.counts,

    /** Scores in the order of time. */
    scores: (sessionId: string, { from, to }: TimeSpan, limit: number): ScoreRow[] =>
      allRows(scoreRow, scores, { sessionId, from, to, limit }),
  };
}
