import { createRouterClient } from '@orpc/server';
import Sqlite from 'better-sqlite3';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { migrations } from '../../src/main/database/migrations.ts';
import { openDatabase } from '../../src/main/database/open-database.ts';
import { stationPaths } from '../../src/main/station/paths.ts';
import { createJobRepository } from '../../src/main/training/job-repository.ts';
import { singleUser } from '../../src/main/users/single-user.ts';
import { trainingChoicesSchema } from '../../src/shared/contract/training.ts';
import { counted } from '../support/counts.ts';
import { failureOf } from '../support/failure-of.ts';
import { holdByProcess, holdDatabase } from '../support/hold-database.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { openWatchedLine } from '../support/watched-line.ts';
import { openStationUnderTest } from './station-under-test.ts';

/** Makes a home as after a power cut: a paused session, parts in the journal, a waiting job. */
async function homeAfterPowerCut() {
  const line = await openWatchedLine();
  const { client, station, source, products, inspect } = line;
  const { productId } = products[0];
  await line.judgeAll(productId, 'defect');
  const { id: sessionId } = await client.inspection.start({ productId, source });
  await inspect(1);
  const release = holdDatabase(station.paths.database);
  for (const seed of [2, 3]) await inspect(seed);
  const folder = temporaryFolder();
  const home = join(folder, 'home');
  cpSync(station.paths.home, home, { recursive: true });
  rmSync(join(home, 'station.lock'), { force: true });
  release();

  const paths = stationPaths(home);
  const database = new Sqlite(paths.database);
  onTestFinished(() => void database.close());
  const jobId = crypto.randomUUID();
  createJobRepository(database).insert({
    id: jobId,
    productId,
    family: 'memory',
    preset: 'instant',
    epochs: null,
    seed: 0,
    choices: trainingChoicesSchema.parse({}),
    startedBy: 'Mira',
    createdAt: 1,
  });
  const ended = () => database.prepare('SELECT ended_at FROM sessions WHERE id = ?').pluck().get(sessionId);
  return { folder, paths, productId, sessionId, jobId, ended };
}

test('a station starts while another program holds its database, and clears up once it is free', async () => {
  const { folder, paths, sessionId, jobId, ended } = await homeAfterPowerCut();
  const release = await holdByProcess(paths.database);
  const { station, bugs } = await openStationUnderTest(folder);
  const client = createRouterClient(station.router, { context: { user: singleUser } });
  expect((await client.station.status()).log).toEqual({
    condition: 'attention',
    waiting: 2,
    isFull: false,
    lost: null,
    check: null,
  });
  expect(ended()).toBeNull();

  await release();
  await vi.waitFor(() => expect(ended()).not.toBeNull(), 10_000);
  expect((await client.log.counts({ sessionId })).parts).toEqual(counted({ defect: 3 }));
  const { entries } = await client.log.query({ order: 'newest' });
  expect(entries.map(({ name }) => name)).toEqual(['part-3.png', 'part-2.png', 'part-1.png']);
  expect(ended()).toBe(entries[0]?.capturedAt);
  const job = async () => (await client.training.list({})).find(({ id }) => id === jobId);
  await vi.waitFor(async () => expect(await job()).toMatchObject({ state: 'failed' }), 10_000);
  expect(bugs).toEqual([]);
});

test('a start that fails lets go of everything: the next one finds all parts that wait', async () => {
  const { folder, paths, sessionId } = await homeAfterPowerCut();
  cpSync(paths.journal, `${paths.journal}.kept`);
  rmSync(paths.journal);
  mkdirSync(paths.journal);
  expect(await failureOf(() => openStationUnderTest(folder))).toMatchObject({
    code: 'BAD_INPUT',
    message: expect.stringContaining(paths.journal),
  });
  rmSync(paths.journal, { recursive: true });
  cpSync(`${paths.journal}.kept`, paths.journal);
  const { station } = await openStationUnderTest(folder);
  const client = createRouterClient(station.router, { context: { user: singleUser } });
  expect((await client.log.counts({ sessionId })).parts).toEqual(counted({ defect: 3 }));
});

test('a database that has to be migrated and is held is named with what to do', async () => {
  const folder = temporaryFolder();
  const { database } = stationPaths(join(folder, 'home'));
  openDatabase(database, { migrations: migrations.slice(0, -1) }).close();
  const release = holdDatabase(database);
  expect(await failureOf(() => openStationUnderTest(folder))).toMatchObject({
    code: 'DATABASE_LOCKED',
    message: expect.stringContaining('Close that program'),
  });
  release();
  const { station } = await openStationUnderTest(folder);
  expect(station.paths.database).toBe(database);
});
