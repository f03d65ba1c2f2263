import Sqlite from 'better-sqlite3';
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createRouterClient } from '@orpc/server';
import { singleUser } from '../../src/main/users/single-user.ts';
import { counted } from '../support/counts.ts';
import { holdByProcess, holdDatabase } from '../support/hold-database.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { openWatchedLine, type WatchedLine } from '../support/watched-line.ts';
import { openStationUnderTest } from './station-under-test.ts';

/** Measures the longest time for which nothing else could run, milliseconds. */
function watchLoop(): () => number {
  let [last, longest] = [performance.now(), 0];
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  }, 20);
  onTestFinished(() => clearInterval(timer));
  return () => longest;
}

async function runningLine() {
  const line = await openWatchedLine();
  const [{ productId }] = line.products;
  await line.judgeAll(productId, 'defect');
  await line.client.products.setLine({ id: productId, line: { alarmAfter: 3, code: null } });
  const { id: sessionId } = await line.client.inspection.start({ productId, source: line.source });
  await line.inspect(1);
  return { ...line, productId, sessionId };
}

const names = async (line: Pick<WatchedLine, 'client'>): Promise<(string | null)[]> =>
  (await line.client.log.query({ order: 'oldest' })).entries.map(({ name }) => name);

test('a database that another program holds stops neither the inspection nor a pause; what waits is logged in its order', async () => {
  const line = await runningLine();
  const { client, station, sessionId, inspect, bugs } = line;
  const release = holdDatabase(station.paths.database);
  const longest = watchLoop();
  for (const seed of [2, 3, 4]) {
    expect(await inspect(seed)).toMatchObject({ verdict: 'defect', entryId: null });
  }
  expect(await client.inspection.alarms()).toMatchObject([{ alarmAfter: 3 }]);
  expect(await client.inspection.pause({ sessionId, paused: true, reason: 'Material' })).toMatchObject({
    paused: true,
    pause: { reason: 'Material' },
  });
  expect(await client.inspection.pause({ sessionId, paused: false })).toMatchObject({ paused: false });
  await inspect(5);
  expect((await client.station.status()).log).toEqual({
    condition: 'attention',
    waiting: 4,
    isFull: false,
    lost: null,
    check: null,
  });
  expect(await names(line)).toEqual(['part-1.png']);
  expect(readFileSync(station.paths.journal, 'utf8').trimEnd().split('\n')).toHaveLength(4);
  expect(longest()).toBeLessThan(1_000);

  release();
  await vi.waitFor(async () => expect((await client.station.status()).log.waiting).toBe(0), 10_000);
  await inspect(6);
  const ended = await client.inspection.stop({ sessionId });
  expect(await names(line)).toEqual([1, 2, 3, 4, 5, 6].map((part) => `part-${part}.png`));
  expect(ended.counts).toEqual({ ...counted({ defect: 6 }), dropped: 0 });
  expect((await client.log.counts({ sessionId })).parts).toEqual(counted({ defect: 6 }));
  await vi.waitFor(() => expect(existsSync(station.paths.journal)).toBe(false), 5_000);
  const [alarm] = await client.inspection.alarms();
  await client.inspection.acknowledge({ alarmId: alarm?.id ?? 0 });
  expect(await client.inspection.alarms()).toEqual([]);
  expect(bugs).toEqual([]);
});

test('what waited when the power went is in the log after the next start, once', async () => {
  const line = await runningLine();
  const { station, inspect } = line;
  const release = holdDatabase(station.paths.database);
  for (const seed of [2, 3]) await inspect(seed);
  const folder = temporaryFolder();
  cpSync(station.paths.home, join(folder, 'home'), { recursive: true });
  rmSync(join(folder, 'home', 'station.lock'), { force: true });
  release();

  const { station: next, bugs } = await openStationUnderTest(folder);
  const client = createRouterClient(next.router, { context: { user: singleUser } });
  expect(await names({ client })).toEqual([1, 2, 3].map((part) => `part-${part}.png`));
  const { entries } = await client.log.query({ order: 'oldest' });
  for (const { id } of entries) expect(await client.log.replay({ id })).toMatchObject({ equal: true });
  await vi.waitFor(() => expect(existsSync(next.paths.journal)).toBe(false), 5_000);
  expect(bugs).toEqual([]);
});

test('a journal that was written out already, and its torn end, change nothing', async () => {
  const line = await runningLine();
  const { client, station, sessionId, inspect } = line;
  const release = holdDatabase(station.paths.database);
  for (const seed of [2, 3]) await inspect(seed);
  const journal = readFileSync(station.paths.journal, 'utf8');
  release();
  await vi.waitFor(async () => expect((await client.station.status()).log.waiting).toBe(0), 10_000);
  await client.inspection.stop({ sessionId });
  await station.close();
  writeFileSync(station.paths.journal, `${journal}{"part":{"sessionId":`);

  const { station: next, bugs } = await openStationUnderTest(line.folder);
  const again = createRouterClient(next.router, { context: { user: singleUser } });
  expect((await again.log.counts({ sessionId })).parts).toEqual(counted({ defect: 3 }));
  expect(await names({ client: again })).toHaveLength(3);
  expect(bugs).toEqual([]);
});

test('a part that waited and that the database then refuses is named', async () => {
  const line = await runningLine();
  const { client, station, inspect } = line;
  const other = new Sqlite(station.paths.database);
  onTestFinished(() => void other.close());
  other.exec('BEGIN IMMEDIATE');
  other.exec(`CREATE TRIGGER refuse BEFORE INSERT ON log_entries BEGIN SELECT RAISE(ABORT, 'no room'); END`);
  await inspect(2);
  other.exec('COMMIT');
  await vi.waitFor(async () => expect((await client.station.status()).log.waiting).toBe(0), 10_000);
  expect((await client.station.status()).log).toEqual({
    condition: 'failed',
    waiting: 0,
    isFull: false,
    check: null,
    lost: { parts: 1, last: { part: 'part-2.png', cause: 'no room' } },
  });
});

test('a model that is activated takes over once the database is free; until then the inspection goes on as it was', async () => {
  const line = await runningLine();
  const { client, station, productId, sessionId, spareModelId, inspect, heard, bugs } = line;
  // A pause keeps the other model from starting before the database is locked.
  await client.inspection.pause({ sessionId, paused: true });
  await client.models.activate({ modelId: spareModelId, note: '' });
  const release = await holdByProcess(station.paths.database);
  await client.inspection.pause({ sessionId, paused: false });
  await vi.waitFor(
    () => expect(heard).toContainEqual(expect.objectContaining({ kind: 'problem', code: 'DATABASE_LOCKED' })),
    10_000,
  );
  expect(await inspect(2)).toMatchObject({ sessionId, entryId: null });

  await release();
  await vi.waitFor(
    async () => expect(await client.inspection.current()).toMatchObject({ modelId: spareModelId }),
    10_000,
  );
  await line.judgeAll(productId, 'defect');
  expect(await inspect(3)).toMatchObject({ modelId: spareModelId });
  await vi.waitFor(async () => expect((await client.station.status()).log.waiting).toBe(0), 10_000);
  expect(await names(line)).toEqual([1, 2, 3].map((part) => `part-${part}.png`));
  expect(bugs).toEqual([]);
});

test('an inspection goes on while the next one cannot begin', async () => {
  const line = await openWatchedLine(['Disc', 'Ring']);
  const { client, station, source, inspect } = line;
  const [disc, ring] = line.products;
  const { id: sessionId } = await client.inspection.start({ productId: disc.productId, source });
  const release = holdDatabase(station.paths.database);
  const started = client.inspection.start({ productId: ring?.productId ?? '', source });
  expect(await inspect(1)).toMatchObject({ sessionId });
  release();
  expect((await started).follows).toBeNull();
  expect(await client.inspection.current()).toMatchObject({ productName: 'Ring' });
});
