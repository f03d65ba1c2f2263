import { z } from 'zod';
import { longestList } from '../../shared/contract/log.ts';
import type { LogEntry, LogFilter, LogEntryList, Order } from '../../shared/contract/log.ts';
import type { SeenCounts } from '../../shared/contract/part-result.ts';
import { keysOf, recordOf } from '../../shared/domain/keys.ts';
import { noOutcomes, outcomes, type Outcome } from '../../shared/domain/outcome.ts';
import { countedAs, sourceKinds } from '../../shared/domain/source-kinds.ts';
import { triggerKinds } from '../../shared/domain/triggers.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { allRows, countOf, oneRow } from '../database/rows.ts';
import { countColumn, createLogCounts } from './count-repository.ts';
import { listColumns, listRowSchema } from './entry-rows.ts';
import { wholeSession } from './quarters.ts';
import { seenInSessions } from './seen-in-sessions.ts';

export interface LogQuery {
  readonly filter: LogFilter;
  readonly order: Order;
  readonly offset: number;
  readonly limit: number;
}

export type CountFilter = Pick<
  LogFilter,
  'productId' | 'modelId' | 'sessionId' | 'shiftId' | 'lane' | 'from' | 'to'
>;

const orders = {
  newest: 'e.captured_at DESC, e.id DESC',
  oldest: 'e.captured_at, e.id',
  'highest-score': 'e.score DESC, e.id DESC',
} as const satisfies Record<Order, string>;

/** Only the conditions that a filter names become part of a statement, so that SQLite can use the index for them. */
const entryConditions = {
  productId: 'e.product_id = @productId',
  modelId: 'e.model_id = @modelId',
  sessionId: 'e.session_id = @sessionId',
  shiftId: 'e.session_id IN (SELECT id FROM sessions WHERE shift_id = @shiftId)',
  lane: 'e.lane = @lane',
  partNumber: 'e.part_number = @partNumber',
  verdict: 'e.verdict = @verdict',
  decision: "coalesce(e.decision, 'undecided') = @decision",
  from: 'e.captured_at >= @from',
  to: 'e.captured_at < @to',
  minimumScore: 'e.score >= @minimumScore',
  maximumScore: 'e.score <= @maximumScore',
  cause: 'e.cause = @cause',
  // Reads only the names, from their index.
  search: String.raw`e.id IN (SELECT n.id FROM log_entries n WHERE n.name IS NOT NULL AND n.name LIKE @search ESCAPE '\')`,
} as const satisfies Record<keyof LogFilter, string>;

const sessionConditions = {
  productId: 's.product_id = @productId',
  modelId: 's.model_id = @modelId',
  sessionId: 's.id = @sessionId',
  shiftId: 's.shift_id = @shiftId',
  lane: 's.lane = @lane',
  sorts: "(s.source ->> 'kind') || ' ' || s.trigger_kind IN (SELECT value FROM json_each(@sorts))",
} as const satisfies Partial<Record<keyof CountFilter | 'sorts', string>>;

const groupedConditions = {
  from: 'p.captured_at >= @from',
  to: 'p.captured_at < @to',
} as const satisfies Partial<Record<keyof CountFilter, string>>;

const sums = z.object(recordOf(outcomes, () => z.number().nullable()));
const sessionRow = z.object({ id: z.string(), first: z.number(), last: z.number() });
/** Later than any instant, milliseconds since 1970. */
const latest = Number.MAX_SAFE_INTEGER;

const outcomeCounts = z.object(recordOf(outcomes, () => z.number()));

export type LogQueries = ReturnType<typeof createLogQueries>;

/** Reads pages and counts of the log. Times: `from` inclusive, `to` exclusive. */
export function createLogQueries(database: StationDatabase) {
  const counts = createLogCounts(database);
  const newestEntry = database.prepare('SELECT coalesce(max(id), 0) FROM log_entries');
  const entriesOf = database.prepare(
    `SELECT ${listColumns} FROM log_entries e JOIN products p ON p.id = e.product_id
     WHERE e.id IN (SELECT value FROM json_each(?)) ORDER BY e.id`,
  );

  return {
    page({ filter, order, offset, limit }: LogQuery): LogEntry[] {
      const statement = database.prepare(
        `SELECT ${listColumns} FROM log_entries e JOIN products p ON p.id = e.product_id ${where(entryConditions, filter)}
         ORDER BY ${orders[order]} LIMIT @limit OFFSET @offset`,
      );
      return allRows(listRowSchema, statement, { ...valuesOf(filter), limit, offset });
    },

    /** The ids of the entries that fit at this moment, in order. */
    list(filter: LogFilter, order: Order): LogEntryList {
      const newest = countOf(newestEntry);
      const statement = database.prepare(listStatement(filter, order)).pluck();
      const ids = allRows(z.number(), statement, { ...valuesOf(filter), limit: longestList });
      return { total: ids.length < longestList ? ids.length : this.count(filter), ids, newest };
    },

    /** Entries by their ids, oldest id first. */
    entries: (ids: readonly number[]): LogEntry[] => allRows(listRowSchema, entriesOf, JSON.stringify(ids)),

    /** How many entries fit and were logged after the entry `newest`. */
    countAfter(filter: LogFilter, newest: number): number {
      const conditions = { ...entryConditions, newest: 'e.id > @newest' };
      const values = { ...valuesOf(filter), newest };
      return countOf(
        database.prepare(`SELECT count(*) FROM log_entries e NOT INDEXED ${where(conditions, values)}`),
        values,
      );
    },

    count(filter: LogFilter): number {
      return countOf(
        database.prepare(`SELECT count(*) FROM log_entries e ${where(entryConditions, filter)}`),
        valuesOf(filter),
      );
    },

    /** What became of how many parts and frames; a part that a group of lanes looked at counts once, with its own outcome. */
    countParts(filter: CountFilter): SeenCounts {
      return recordOf(['parts', 'frames'], (seen) => {
        const values = { ...filter, sorts: JSON.stringify(sortsSeenAs(seen)) };
        const condition = sessionsOf(values, seen);
        const span = { from: filter.from ?? -latest, to: filter.to ?? latest };
        const sessions = `FROM sessions s JOIN part_counts c ON c.session_id = s.id AND c.quarter = ${wholeSession} ${condition}`;
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
        const grouped = database.prepare(
          `SELECT ${countEach(outcomes, 'p')} FROM parts p ${groupedPartsOf(values)}`,
        );
        const together = oneRow(outcomeCounts, grouped, values) ?? noOutcomes;
        return recordOf(outcomes, (outcome) => alone[outcome] + together[outcome]);
      });
    },
  };
}

/** Kinds of sources with kinds of triggers whose pictures are counted as these. */
function sortsSeenAs(seen: 'parts' | 'frames'): string[] {
  return keysOf(sourceKinds).flatMap((kind) =>
    keysOf(triggerKinds).flatMap((trigger) =>
      countedAs(kind, trigger) === seen ? [`${kind} ${trigger}`] : [],
    ),
  );
}

/** @param table its name in the query */
function countEach(among: readonly Outcome[], table: string): string {
  return among
    .map((outcome) => `count(*) FILTER (WHERE ${table}.verdict = '${outcome}') AS "${outcome}"`)
    .join(', ');
}

/** The condition on sessions `s` whose parts or frames are counted one by one: those that fit, and give no views of parts. */
function sessionsOf(values: Readonly<Record<string, unknown>>, seen: 'parts' | 'frames'): string {
  return `${where(sessionConditions, values)} ${seen === 'parts' ? 'AND s.group_name IS NULL' : ''}`;
}

/** The condition on parts `p` that groups looked at: those seen in sessions that fit, in the filter's time. */
function groupedPartsOf(values: Readonly<Record<string, unknown>>): string {
  const times = where(groupedConditions, values).replace('WHERE', 'AND');
  const sessions = `SELECT s.id FROM sessions s ${where(sessionConditions, values)} AND s.group_name IS NOT NULL`;
  return `WHERE ${seenInSessions(sessions)} ${times}`;
}

/** The statement for the ids of the entries that fit a filter, in order; it takes the filter's values and `limit`. */
export function listStatement(filter: LogFilter, order: Order): string {
  return `SELECT e.id FROM log_entries e ${where(entryConditions, filter)} ORDER BY ${orders[order]} LIMIT @limit`;
}

/** A filter's values as the statements take them: the text that is searched for becomes a LIKE pattern. */
export function valuesOf(filter: LogFilter): LogFilter {
  if (filter.search === undefined) return filter;
  const literal = filter.search.replaceAll(/[\\%_]/g, (letter) => `\\${letter}`);
  return { ...filter, search: `%${literal}%` };
}

function where(
  conditions: Readonly<Record<string, string>>,
  filter: Readonly<Record<string, unknown>>,
): string {
  const named = Object.entries(conditions).filter(([name]) => filter[name] !== undefined);
  return named.length === 0 ? '' : `WHERE ${named.map(([, condition]) => condition).join(' AND ')}`;
}
