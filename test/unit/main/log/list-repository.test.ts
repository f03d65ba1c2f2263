import { expect, test } from 'vitest';
import type { LogFilter, Order } from '../../../../src/shared/contract/log.ts';
import { createLoggedPartsRepository } from '../../../../src/main/api/parts-repository.ts';
import { noFiles } from '../../../../src/main/log/files.ts';
import { createLogQueries } from '../../../../src/main/log/query-repository.ts';
import { createLogRepository } from '../../../../src/main/log/repository.ts';
import { createPartsRepository } from '../../../../src/main/log/parts-repository.ts';
import { createOpenPartsRepository } from '../../../../src/main/log/open-parts-repository.ts';
import { createShiftReader } from '../../../../src/main/shifts/summary-repository.ts';
import { createStatisticsRepository } from '../../../../src/main/statistics/repository.ts';
import { countOverview } from '../../../../src/main/statistics/overview.ts';
import { chartDrift } from '../../../../src/main/statistics/drift.ts';
import type { StationDatabase } from '../../../../src/main/database/open-database.ts';
import { singleUser } from '../../../../src/main/users/single-user.ts';
import { inFirstLane } from '../../../support/first-lane.ts';
import { openLog, start, watched } from '../../../support/log.ts';
import { uninspectedPart } from '../../../support/part-result.ts';

/** Makes a model of which only the validation scores are known. */
const noLimits = (validationScores: readonly number[]) => ({ validationScores, inForce: null });

const orders: readonly Order[] = ['newest', 'oldest', 'highest-score'];

async function filledLog() {
  const station = openLog();
  const sessions = [await station.session('Cookie', watched), await station.session('Tape', watched)];
  const rows = createLogRepository(station.database);
  for (const { productId } of sessions) {
    const { line } = station.products.get(productId);
    station.products.setLine(productId, { ...line, keptGood: { oneIn: 1, nearLimit: null } });
  }
  for (let number = 0; number < 60; number++) {
    const session = sessions[number % 3 === 0 ? 1 : 0];
    if (session === undefined) continue;
    // Some parts share a time, some share a score, and some have no score.
    const at = Math.floor(number / 4) * 400_000;
    const part = station.inspected(session, number, 2 + (number % 6) / 2, at);
    if (number % 7 === 0) {
      const { sessionId, productId, modelId, frameNumber, capturedAt, name } = part.part;
      rows.addEntry(
        uninspectedPart({ sessionId, productId, modelId, frameNumber, capturedAt, name, ...inFirstLane }),
        noFiles,
      );
    } else await station.recorder.record(part);
  }
  for (const id of [3, 9, 12, 13, 20]) {
    station.log.decide(
      id,
      { decision: id % 2 ? 'good' : 'defect', cause: id === 12 ? 'dust' : null, note: '' },
      singleUser,
    );
  }
  const [cookie, tape] = sessions;
  if (!cookie || !tape) throw new Error('There are two sessions');
  return { ...station, cookie, tape };
}

const filtersOf = ({ cookie, tape }: Awaited<ReturnType<typeof filledLog>>): LogFilter[] => [
  {},
  { productId: cookie.productId },
  { modelId: tape.modelId, verdict: 'defect' },
  { sessionId: cookie.id },
  { shiftId: 1 },
  { lane: 1 },
  { source: 'watched-folder' },
  { source: 'push', decision: 'undecided' },
  { partNumber: 4 },
  { verdict: 'review' },
  { verdict: 'good' },
  { verdict: 'good', decision: 'undecided', productId: cookie.productId },
  { verdict: 'good', decision: 'good' },
  { verdict: 'not-inspected' },
  { decision: 'undecided' },
  { decision: 'good' },
  { cause: 'dust' },
  { minimumScore: 4 },
  { minimumScore: 3.5, maximumScore: 4, productId: cookie.productId },
  { search: 'part-1' },
  { search: '-1', decision: 'undecided' },
  { from: start + 400_000, to: start + 2_500_000 },
  { from: start + 400_001, productId: tape.productId, verdict: 'defect', decision: 'undecided' },
  { modelId: cookie.modelId, verdict: 'review', decision: 'undecided', from: start },
];

interface Row {
  readonly id: number;
  readonly capturedAt: number;
  readonly score: number | null;
}

const compare: Readonly<Record<Order, (a: Row, b: Row) => number>> = {
  newest: (a, b) => b.capturedAt - a.capturedAt || b.id - a.id,
  oldest: (a, b) => a.capturedAt - b.capturedAt || a.id - b.id,
  'highest-score': (a, b) => (b.score ?? -1) - (a.score ?? -1) || b.id - a.id,
};

test('pages give all that fits once, in order, and the total is theirs', async () => {
  const station = await filledLog();
  const pageOf = (filter: LogFilter) => station.log.page({ filter, order: 'oldest', limit: 500 });
  const [other, good] = [pageOf({}), pageOf({ verdict: 'good' })];
  const all = [...other, ...good];
  expect([other, good].map(({ length }) => length)).toEqual([52, 8]);
  for (const filter of filtersOf(station)) {
    const fits = all.filter(
      (entry) =>
        (filter.productId === undefined || entry.productId === filter.productId) &&
        (filter.modelId === undefined || entry.modelId === filter.modelId) &&
        (filter.sessionId === undefined || entry.sessionId === filter.sessionId) &&
        filter.shiftId === undefined &&
        filter.source !== 'push' &&
        (filter.lane === undefined || entry.lane === filter.lane) &&
        (filter.partNumber === undefined || entry.partNumber === filter.partNumber) &&
        // Lists leave out kept good parts, except in a search for a certain part.
        (filter.verdict === undefined
          ? entry.verdict !== 'good' || filter.search !== undefined || filter.partNumber !== undefined
          : entry.verdict === filter.verdict) &&
        (filter.decision === undefined || (entry.decision ?? 'undecided') === filter.decision) &&
        (filter.cause === undefined || entry.cause === filter.cause) &&
        (filter.from === undefined || entry.capturedAt >= filter.from) &&
        (filter.to === undefined || entry.capturedAt < filter.to) &&
        (filter.minimumScore === undefined || (entry.score !== null && entry.score >= filter.minimumScore)) &&
        (filter.maximumScore === undefined || (entry.score !== null && entry.score <= filter.maximumScore)) &&
        (filter.search === undefined || entry.name?.includes(filter.search) === true),
    );
    for (const order of orders) {
      const what = JSON.stringify({ filter, order });
      const ids: number[] = [];
      const first = station.log.list({ filter, order, limit: 7 });
      for (let page = first.ids; page.length > 0;) {
        ids.push(...page);
        page = station.log.list({ filter, order, after: ids.at(-1), newest: first.newest, limit: 7 }).ids;
      }
      expect(ids, what).toEqual(fits.toSorted(compare[order]).map(({ id }) => id));
      expect(station.log.count(filter), what).toBe(fits.length);
      if (first.total !== null) expect(first.total, what).toBe(fits.length);
    }
  }
});

/** Records every statement that is prepared from now on. */
function statementsOf(database: StationDatabase): Set<string> {
  const prepared = new Set<string>();
  const prepare = database.prepare.bind(database);
  Object.defineProperty(database, 'prepare', {
    value: (sql: string) => {
      prepared.add(sql);
      return prepare(sql);
    },
  });
  return prepared;
}

/** Returns SQLite's plan for finding a statement's rows. */
function planOf(database: StationDatabase, sql: string): string[] {
  const statement = database.prepare(`EXPLAIN QUERY PLAN ${sql}`);
  const named = [...sql.matchAll(/@(\w+)/g)].map(([, name = '']) => [name, null]);
  const places = [...sql.matchAll(/\?/g)].map(() => null);
  return statement
    .all(...places, Object.fromEntries(named))
    .map((row) => (typeof row === 'object' && row !== null && 'detail' in row ? String(row.detail) : ''));
}

const tables =
  'inspections|uninspected_parts|log_entries|decisions|parts|part_views|part_counts|reason_counts|entry_counts|[eipvn]';

test('no statement walks through the log or sorts it, whatever is asked', async () => {
  const station = await filledLog();
  const { database } = station;
  const prepared = statementsOf(database);
  const queries = createLogQueries(database);
  createLogRepository(database);
  createLoggedPartsRepository(database);
  createPartsRepository(database, () => undefined);
  createOpenPartsRepository(database);
  createShiftReader(database);
  const statistics = createStatisticsRepository(database);
  for (const filter of filtersOf(station)) {
    for (const order of orders) {
      const { ids, newest } = queries.list({ filter, order, limit: 5 });
      queries.list({ filter, order, after: ids.at(-1), newest, limit: 5 });
    }
    queries.count(filter);
    queries.countAfter(filter, 3);
    const { productId, modelId, sessionId, shiftId, lane, source, from, to } = filter;
    queries.countParts({ productId, modelId, sessionId, shiftId, lane, from, to });
    await countOverview(statistics, { productId, modelId, lane, shiftId, source, from, to }, 'Europe/Berlin');
  }
  chartDrift(statistics, { modelId: station.cookie.modelId, size: 1, baseline: 'first' }, noLimits([]));
  const plans = [...prepared]
    .filter((sql) => /^\s*(?:SELECT|WITH|UPDATE|DELETE)/.test(sql))
    .map((sql) => ({ sql, plan: planOf(database, sql) }));
  expect(plans.length).toBeGreaterThan(60);
  const walks = plans.filter(({ plan }) =>
    plan.some((step) => new RegExp(`^SCAN (?:${tables})\\b`).test(step)),
  );
  expect(walks).toEqual([]);
  expect(sorted(plans)).toEqual([]);
});

/** Returns the plans that sort more than a few rows. Lists may sort a few matching entries, and sessions are few. */
function sorted(plans: readonly { readonly sql: string; readonly plan: readonly string[] }[]) {
  const few = [
    // At most 5,000 matching entries.
    /^SELECT e\.id FROM log_entries e INDEXED BY log_entries_by_(?:part|time|session|score) WHERE/,
    /log_names MATCH @phrase/,
    // Entries, decisions and views found by number.
    /json_each\(\?\)/,
    /part_number = (?:@partNumber|p\.number)/,
    /e\.id = \?/,
    // Rows that are already limited.
    /LIMIT @limit\)\s+ORDER BY 1 LIMIT @limit$/,
    // Rows that are already counted.
    /FROM entry_counts WHERE/,
    // Sessions and rows of a shift.
    /FROM sessions s CROSS JOIN/,
    /s\.shift_id = [?@]/,
  ];
  return plans.filter(
    ({ sql, plan }) =>
      plan.some((step) => /TEMP B-TREE FOR (?!LAST)/.test(step)) && !few.some((one) => one.test(sql)),
  );
}
