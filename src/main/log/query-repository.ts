import { z } from 'zod';
import { mostCounted } from '../../shared/contract/log.ts';
import type { LogEntry, LogFilter, LogEntryList, Order } from '../../shared/contract/log.ts';
import type { SeenCounts } from '../../shared/contract/part-result.ts';
import { keysOf, recordOf } from '../../shared/domain/keys.ts';
import { outcomes } from '../../shared/domain/outcome.ts';
import { countedAs, sourceKinds } from '../../shared/domain/source-kinds.ts';
import { triggerKinds } from '../../shared/domain/triggers.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { allRows, countOf, oneRow } from '../database/rows.ts';
import { countColumn, createLogCounts, type EntryCount } from '../counts/parts-repository.ts';
import { always, conditionsOf, leavesGoodOut, valuesOf } from './entry-conditions.ts';
import { createGroupedCounts } from '../counts/grouped-parts-repository.ts';
import { listColumns, listRowSchema } from './entry-rows.ts';
import { createEntryLists } from './list-repository.ts';
import { wholeSession } from '../counts/quarters.ts';

export interface LogQuery {
  readonly filter: LogFilter;
  readonly order: Order;
  /** Id of the entry after which the page begins; the first page when left out. */
  readonly after?: number | undefined;
  /** Id of the newest entry to include; later ones are left out. */
  readonly newest?: number | undefined;
  readonly limit: number;
}

export type CountFilter = Pick<
  LogFilter,
  'productId' | 'modelId' | 'sessionId' | 'shiftId' | 'lane' | 'from' | 'to'
>;

const sessionConditions = {
  productId: 's.product_id = @productId',
  modelId: 's.model_id = @modelId',
  sessionId: 's.id = @sessionId',
  shiftId: 's.shift_id = @shiftId',
  source: "s.source ->> 'kind' = @source",
  lane: 's.lane = @lane',
  sorts: "(s.source ->> 'kind') || ' ' || s.trigger_kind IN (SELECT value FROM json_each(@sorts))",
} as const satisfies Partial<Record<keyof LogFilter | 'sorts', string>>;

const countedEntries = {
  decision: ({ decision }) => (decision === 'undecided' ? "n.decision = ''" : 'n.decision = @decision'),
  cause: () => 'n.cause = @cause',
  verdict: () => 'n.verdict = @verdict',
} as const satisfies Partial<Record<keyof LogFilter, (filter: LogFilter) => string>>;

const sums = z.object(recordOf(outcomes, () => z.number().nullable()));
const sessionRow = z.object({ id: z.string(), first: z.number(), last: z.number() });
export type LogQueries = ReturnType<typeof createLogQueries>;

/** Reads pages and counts of the log. Times: `from` inclusive, `to` exclusive. */
export function createLogQueries(database: StationDatabase) {
  const counts = createLogCounts(database);
  const grouped = createGroupedCounts(database);
  const newestEntry = database.prepare('SELECT coalesce(max(id), 0) FROM log_entries');
  const entriesOf = database.prepare(
    `SELECT ${listColumns} FROM log_entries e JOIN products p ON p.id = e.product_id
     WHERE e.id IN (SELECT value FROM json_each(?)) ORDER BY e.id`,
  );

  /** Counts the entries of a filter that the maintained counts answer. */
  function countedEntriesOf(filter: LogFilter): number {
    const span = { from: filter.from ?? always.from, to: filter.to ?? always.to };
    const values = { ...filter, ...span };
    const fits = where(sessionConditions, filter).replace('WHERE', 'AND');
    // CROSS JOIN fixes the order: first the sessions, then their counts.
    const sessions = `FROM sessions s CROSS JOIN part_counts c ON c.session_id = s.id AND c.quarter = ${wholeSession}`;
    const whole = 'c.first_at >= @from AND c.last_at < @to';
    const kinds = keysOf(countedEntries)
      .filter((name) => filter[name] !== undefined)
      .map((name) => countedEntries[name](filter));
    if (leavesGoodOut(filter)) kinds.push("n.verdict <> 'good'");
    const inside = database.prepare(
      `SELECT coalesce(sum(n.entries), 0) ${sessions}
       CROSS JOIN entry_counts n ON n.session_id = s.id AND n.quarter = ${wholeSession}
       WHERE ${[whole, ...kinds].join(' AND ')} ${fits}`,
    );
    const cut = database.prepare(
      `SELECT s.id, c.first_at AS first, c.last_at AS last ${sessions}
       WHERE c.first_at < @to AND c.last_at >= @from AND NOT (${whole}) ${fits}`,
    );
    const cuts = allRows(sessionRow, cut, values)
      .flatMap((session) => counts.entries(session, span))
      .filter((row) => isCountedBy(filter, row));
    return countOf(inside, values) + cuts.reduce((sum, { entries }) => sum + entries, 0);
  }
  const lists = createEntryLists(database, countedEntriesOf);

  return {
    /** Reads a page of the log, in order. */
    page({ filter, order, after, newest = Number.MAX_SAFE_INTEGER, limit }: LogQuery): LogEntry[] {
      const ids = lists.page({ filter, order, after: after ?? null, newest, limit });
      const found = new Map(this.entries(ids).map((entry) => [entry.id, entry]));
      return ids.flatMap((id) => found.get(id) ?? []);
    },

    /** Lists a page of the ids of the entries that match now, in order; the first page also says how many match. */
    list({ filter, order, after, newest = countOf(newestEntry), limit }: LogQuery): LogEntryList {
      const ids = lists.page({ filter, order, after: after ?? null, newest, limit });
      if (after !== undefined) return { total: null, ids, newest };
      return { total: ids.length < limit ? ids.length : lists.quickCount(filter), ids, newest };
    },

    /** Reads entries by their ids, the oldest id first. */
    entries: (ids: readonly number[]): LogEntry[] => allRows(listRowSchema, entriesOf, JSON.stringify(ids)),

    /** Counts the matching entries that were logged after the entry `newest`, up to `mostCounted`. */
    countAfter(filter: LogFilter, newest: number): number {
      const among = [...conditionsOf(filter), 'e.id > @newest'].join(' AND ');
      return countOf(
        database.prepare(
          `SELECT count(*) FROM (SELECT 1 FROM log_entries e NOT INDEXED WHERE ${among} LIMIT ${mostCounted})`,
        ),
        { ...valuesOf(filter), newest },
      );
    },

    count: (filter: LogFilter): number => lists.count(filter),

    /** Counts parts and frames by outcome. A group's part counts once, with the part's own outcome. */
    countParts(filter: CountFilter): SeenCounts {
      return recordOf(['parts', 'frames'], (seen) => {
        const values = { ...filter, sorts: JSON.stringify(sortsSeenAs(seen)) };
        const condition = sessionsOf(values, seen);
        const span = { from: filter.from ?? always.from, to: filter.to ?? always.to };
        const sessions = `FROM sessions s CROSS JOIN part_counts c ON c.session_id = s.id AND c.quarter = ${wholeSession} ${condition}`;
        const whole = 'c.first_at >= @from AND c.last_at < @to';
        const inside = database.prepare(
          `SELECT ${outcomes.map((outcome) => `sum(c.${countColumn(outcome)}) AS "${outcome}"`).join(', ')}
           ${sessions} AND ${whole}`,
        );
        const cut = database.prepare(
          `SELECT s.id, c.first_at AS first, c.last_at AS last
           ${sessions} AND c.first_at < @to AND c.last_at >= @from AND NOT (${whole})`,
        );
        const among = { ...values, ...span };
        const counted = [
          oneRow(sums, inside, among),
          ...allRows(sessionRow, cut, among).map((session) => counts.parts(session, span)),
        ];
        const alone = recordOf(outcomes, (outcome) =>
          counted.reduce((sum, one) => sum + (one?.[outcome] ?? 0), 0),
        );
        if (seen === 'frames') return alone;
        const views = `SELECT s.id FROM sessions s ${where(sessionConditions, values)} AND s.group_name IS NOT NULL`;
        const together = grouped.sets(views, values).flatMap((set) => grouped.counts(set, span));
        return recordOf(outcomes, (outcome) =>
          together.reduce(
            (sum, { verdict, count }) => sum + (verdict === outcome ? count : 0),
            alone[outcome],
          ),
        );
      });
    },
  };
}

/** Lists the pairs of source kind and trigger kind whose pictures are counted as parts, or as frames. */
function sortsSeenAs(seen: 'parts' | 'frames'): string[] {
  return keysOf(sourceKinds).flatMap((kind) =>
    keysOf(triggerKinds).flatMap((trigger) =>
      countedAs(kind, trigger) === seen ? [`${kind} ${trigger}`] : [],
    ),
  );
}

/** Returns the condition on sessions `s` whose parts or frames are counted one by one: they match, and are not views of a group's parts. */
function sessionsOf(values: Readonly<Record<string, unknown>>, seen: 'parts' | 'frames'): string {
  return `${where(sessionConditions, values)} ${seen === 'parts' ? 'AND s.group_name IS NULL' : ''}`;
}

function isCountedBy(filter: LogFilter, row: EntryCount): boolean {
  const { verdict, decision, cause } = filter;
  return (
    (verdict === undefined || row.verdict === verdict) &&
    !(row.verdict === 'good' && leavesGoodOut(filter)) &&
    (decision === undefined || (row.decision ?? 'undecided') === decision) &&
    (cause === undefined || row.cause === cause)
  );
}

function where(
  conditions: Readonly<Record<string, string>>,
  filter: Readonly<Record<string, unknown>>,
): string {
  const named = Object.entries(conditions).filter(([name]) => filter[name] !== undefined);
  return named.length === 0 ? '' : `WHERE ${named.map(([, condition]) => condition).join(' AND ')}`;
}
