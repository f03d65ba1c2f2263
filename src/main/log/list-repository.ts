import { z } from 'zod';
import type { LogFilter, Order } from '../../shared/contract/log.ts';
import { notInspected } from '../../shared/domain/outcome.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { allRows, countOf, oneRow } from '../database/rows.ts';
import { always, conditionsOf, isCounted, isIndexedSearch, orders, valuesOf } from './entry-conditions.ts';
import { indexAlong } from './entry-indexes.ts';

/** Which entries, from where on, and how many. */
export interface ListRequest {
  readonly filter: LogFilter;
  readonly order: Order;
  /** The entry after which the page begins; null: the first page. */
  readonly after: number | null;
  /** Entries that were logged later are left out. */
  readonly newest: number;
  readonly limit: number;
}

export interface EntryLists {
  /** Ids of a page. */
  page(request: ListRequest): number[];
  /** How many fit, where that is known without walking through the log; else null. */
  quickCount(filter: LogFilter): number | null;
  count(filter: LogFilter): number;
}

/** So many entries are sorted in no time; where more fit, the order's index soon finds a page of them. */
const few = 5_000;

const cursorRow = z.object({ at: z.number(), score: z.number().nullable() });
const spanRow = z.object({ from: z.number().nullable(), to: z.number().nullable() });

/** A statement's FROM clause, and whether what it finds has to be sorted. */
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
 * Pages of entries, each from the entry before it on, so that a page deep in the log takes as long as the first. Either few
 * entries are found by what narrows most and sorted, or the order's own index is walked along until the page is full.
 *
 * @param counted how many entries fit a filter of which all is counted
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

  /** With bounds of time and score, which a shift narrows. */
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

  /** A way by which few entries are found; null: there is none. */
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
      ...{ newest, limit, after, afterAt: from?.at ?? null, afterScore: from?.score ?? null },
    });
  }

  function byTime(way: Way, request: ListRequest): number[] {
    const { order, after } = request;
    const within = bounded(request.filter);
    const start = startOf(after);
    if (start === null) return run(way, { ...request, filter: within }, [], orders[order]);
    // The index is entered where the page before ended: a plain bound tells SQLite, a comparison of pairs does not.
    const forward = order === 'oldest';
    const filter = forward
      ? { ...within, from: Math.max(within.from ?? start.at, start.at) }
      : { ...within, to: Math.min(within.to ?? start.at + 1, start.at + 1) };
    const beyond = `(e.captured_at ${forward ? '>' : '<'} @afterAt OR e.id ${forward ? '>' : '<'} @after)`;
    return run(way, { ...request, filter }, [beyond], orders[order]);
  }

  /** Sorted by score; what has no score comes last. */
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

  /** Along an index of scores: first what has one, then what has none. */
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

/** With bounds of the score. */
const scored = (
  filter: LogFilter,
): LogFilter & { readonly minimumScore: number; readonly maximumScore: number } => ({
  ...filter,
  minimumScore: filter.minimumScore ?? -Number.MAX_VALUE,
  maximumScore: filter.maximumScore ?? Number.MAX_VALUE,
});

/** A span both of whose ends are there. */
function notNull(row: z.infer<typeof spanRow> | null): { readonly from: number; readonly to: number } | null {
  return row === null || row.from === null || row.to === null ? null : { from: row.from, to: row.to };
}
