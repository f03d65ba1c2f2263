import { z } from 'zod';
import type { LogFilter, Order } from '../../shared/contract/log.ts';
import { notInspected } from '../../shared/domain/outcome.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { allRows, countOf, oneRow } from '../database/rows.ts';
import { always, conditionsOf, isCounted, isIndexedSearch, orders, valuesOf } from './entry-conditions.ts';
import { indexAlong } from './entry-indexes.ts';

/** A request for a page of entries. */
export interface ListRequest {
  readonly filter: LogFilter;
  readonly order: Order;
  /** Id of the entry after which the page begins; null for the first page. */
  readonly after: number | null;
  /** Id of the newest entry to include; later ones are left out. */
  readonly newest: number;
  readonly limit: number;
}

export interface EntryLists {
  /** Returns the ids of a page. */
  page(request: ListRequest): number[];
  /** Returns the number of matching entries if it is known without scanning the log; else null. */
  quickCount(filter: LogFilter): number | null;
  count(filter: LogFilter): number;
}

/** Up to this many entries are sorted quickly. If more match, walking along the order's index soon fills a page. */
const few = 5_000;

const cursorRow = z.object({ at: z.number(), score: z.number().nullable() });
const spanRow = z.object({ from: z.number().nullable(), to: z.number().nullable() });

/** A statement's FROM clause, and whether its rows must be sorted. */
interface Way {
  readonly from: string;
  readonly sorts: boolean;
}

const along = (index: string, sorts: boolean): Way => ({
  from: `log_entries e INDEXED BY ${index}`,
  sorts,
});
const named: Way = {
  from: '(SELECT rowid AS id FROM log_names WHERE log_names MATCH @phrase) n CROSS JOIN log_entries e ON e.id = n.id',
  sorts: true,
};

/**
 * Lists pages of entries, each starting after the last entry of the page before, so a page deep in the log takes as long as the first.
 * Either the most selective index finds few entries, which are sorted; or the order's own index is walked until the page is full.
 *
 * @param counted returns the number of entries for a filter that the maintained counts answer
 */
export function createEntryLists(
  database: StationDatabase,
  counted: (filter: LogFilter) => number,
): EntryLists {
  const cursor = database.prepare('SELECT captured_at AS at, score FROM log_entries WHERE id = ?');
  const spanOfShift = database.prepare(
    `SELECT min(c.first_at) AS "from", max(c.last_at) + 1 AS "to" FROM sessions s
     CROSS JOIN part_counts c ON c.session_id = s.id AND c.quarter = -1 WHERE s.shift_id = ?`,
  );
  const upTo = (from: string, values: object): number =>
    countOf(database.prepare(`SELECT count(*) FROM (SELECT 1 FROM ${from} LIMIT ${few + 1})`), values);

  /** Adds bounds of time, which a shift narrows. */
  function bounded(filter: LogFilter): LogFilter {
    const shift =
      filter.shiftId === undefined
        ? always
        : { from: 0, to: 0, ...notNull(oneRow(spanRow, spanOfShift, filter.shiftId)) };
    return {
      ...filter,
      from: Math.max(filter.from ?? always.from, shift.from),
      to: Math.min(filter.to ?? always.to, shift.to),
    };
  }

  /** Returns a way that finds only few entries; null if there is none. */
  function narrowWay(filter: LogFilter, order: Order): Way | null {
    if (filter.partNumber !== undefined) return along('log_entries_by_part', true);
    const values = valuesOf(filter);
    if (isIndexedSearch(filter.search)) {
      const found = upTo('log_names WHERE log_names MATCH @phrase', values);
      if (found <= few) return named;
    }
    if (order === 'highest-score') {
      const { sessionId, shiftId, from, to } = filter;
      if ([sessionId, shiftId, from, to].every((one) => one === undefined)) return null;
      const inTime = { sessionId, shiftId, from, to };
      const index = sessionId === undefined ? 'log_entries_by_time' : 'log_entries_by_session';
      return counted(inTime) <= few ? along(index, true) : null;
    }
    const { minimumScore, maximumScore } = filter;
    if (minimumScore === undefined && maximumScore === undefined) return null;
    const scores =
      'log_entries INDEXED BY log_entries_by_score WHERE score >= @minimumScore AND score <= @maximumScore';
    return upTo(scores, scored({ minimumScore, maximumScore })) <= few
      ? along('log_entries_by_score', true)
      : null;
  }

  type Cursor = z.infer<typeof cursorRow>;
  const startOf = (after: number | null): Cursor | null =>
    after === null ? null : oneRow(cursorRow, cursor, after);

  function run(way: Way, request: ListRequest, further: readonly string[], order: string): number[] {
    const { filter, after, newest, limit } = request;
    const from = startOf(after);
    const conditions = [...conditionsOf(filter), '+e.id <= @newest', ...further];
    const statement = database
      .prepare(
        `SELECT e.id FROM ${way.from} WHERE ${conditions.join(' AND ')} ORDER BY ${order} LIMIT @limit`,
      )
      .pluck();
    return allRows(z.number(), statement, {
      ...valuesOf(filter),
      newest,
      limit,
      after,
      afterAt: from?.at ?? null,
      afterScore: from?.score ?? null,
    });
  }

  function byTime(way: Way, request: ListRequest): number[] {
    const { order, after } = request;
    const within = bounded(request.filter);
    const start = startOf(after);
    if (start === null) return run(way, { ...request, filter: within }, [], orders[order]);
    // The plain bound lets SQLite enter the index where the page before ended; a comparison of pairs would not.
    const forward = order === 'oldest';
    const filter = forward
      ? { ...within, from: Math.max(within.from ?? start.at, start.at) }
      : { ...within, to: Math.min(within.to ?? start.at + 1, start.at + 1) };
    const beyond = `(e.captured_at ${forward ? '>' : '<'} @afterAt OR e.id ${forward ? '>' : '<'} @after)`;
    return run(way, { ...request, filter }, [beyond], orders[order]);
  }

  /** Finds a page and sorts it by score; entries without a score come last. */
  function sortedByScore(way: Way, request: ListRequest): number[] {
    const beyond =
      request.after === null
        ? []
        : [
            `iif(@afterScore IS NULL, e.score IS NULL AND e.id < @after,
              e.score IS NULL OR e.score < @afterScore OR (e.score = @afterScore AND e.id < @after))`,
          ];
    return run(way, { ...request, filter: bounded(request.filter) }, beyond, orders['highest-score']);
  }

  /** Walks an index of scores: first the entries with a score, then those without. */
  function walkedByScore(request: ListRequest): number[] {
    const { filter, after, limit } = request;
    const way = along(indexAlong(filter, 'highest-score'), false);
    const start = startOf(after);
    const limits = scored(filter);
    const highest = Math.min(limits.maximumScore, start?.score ?? limits.maximumScore);
    const first =
      filter.verdict === notInspected || (start !== null && start.score === null)
        ? []
        : run(
            way,
            { ...request, filter: { ...limits, maximumScore: highest } },
            after === null ? [] : ['(e.score < @afterScore OR e.id < @after)'],
            orders['highest-score'],
          );
    const wantsUnscored =
      filter.minimumScore === undefined &&
      filter.maximumScore === undefined &&
      (filter.verdict === undefined || filter.verdict === notInspected);
    if (first.length === limit || !wantsUnscored) return first;
    const rest = start?.score === null ? request : { ...request, after: null };
    const beyond = rest.after === null ? [] : ['e.id < @after'];
    return [
      ...first,
      ...run(way, { ...rest, limit: limit - first.length }, ['e.score IS NULL', ...beyond], 'e.id DESC'),
    ];
  }

  return {
    page(request) {
      const { filter, order } = request;
      const narrow = narrowWay(filter, order);
      if (order !== 'highest-score') {
        return byTime(narrow ?? along(indexAlong(filter, order), false), request);
      }
      return narrow === null ? walkedByScore(request) : sortedByScore(narrow, request);
    },
    quickCount(filter) {
      if (isCounted(filter)) return counted(filter);
      const way = narrowWay(filter, 'newest');
      return way === null ? null : countAlong(way, filter);
    },
    count(filter) {
      if (isCounted(filter)) return counted(filter);
      return countAlong(narrowWay(filter, 'newest') ?? along(indexAlong(filter, 'newest'), false), filter);
    },
  };

  function countAlong(way: Way, filter: LogFilter): number {
    const within = bounded(filter);
    const statement = `SELECT count(*) FROM ${way.from} WHERE ${conditionsOf(within).join(' AND ')}`;
    return countOf(database.prepare(statement), valuesOf(within));
  }
}

/** Adds bounds of the score. */
const scored = (
  filter: LogFilter,
): LogFilter & { readonly minimumScore: number; readonly maximumScore: number } => ({
  ...filter,
  minimumScore: filter.minimumScore ?? -Number.MAX_VALUE,
  maximumScore: filter.maximumScore ?? Number.MAX_VALUE,
});

/** Returns a span if both of its ends are known. */
function notNull(row: z.infer<typeof spanRow> | null): { readonly from: number; readonly to: number } | null {
  return row === null || row.from === null || row.to === null ? null : { from: row.from, to: row.to };
}
