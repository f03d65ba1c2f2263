import { createRouterClient } from '@orpc/server';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { migrations } from '../../src/main/database/migrations.ts';
import { openDatabase } from '../../src/main/database/open-database.ts';
import { headlessHost } from '../../src/main/host/headless-host.ts';
import { openStation } from '../../src/main/station.ts';
import { stationPaths } from '../../src/main/station/paths.ts';
import { createJobRepository } from '../../src/main/training/job-repository.ts';
import { singleUser } from '../../src/main/users/single-user.ts';
import { collect } from '../support/collect.ts';
import { failureOf } from '../support/failure-of.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { openStationUnderTest } from './station-under-test.ts';
import { trainingChoicesSchema } from '../../src/shared/contract/training.ts';

function open(home: string) {
  const resources = join(home, 'resources');
  return openStation({ home, host: headlessHost(), resources, version: '0.0.0', report: () => undefined });
}

test('a station that is closed leaves its folder to the next, with everything in it', async () => {
  const home = join(temporaryFolder(), 'home');
  const first = await open(home);
  await createRouterClient(first.router, { context: { user: singleUser } }).products.create({
    name: 'Cookie',
  });
  expect(await failureOf(() => open(home))).toMatchObject({
    code: 'DATABASE_LOCKED',
    message: expect.stringContaining(`process ${process.pid}`),
  });
  await first.close();
  const second = await open(home);
  onTestFinished(() => second.close());
  const client = createRouterClient(second.router, { context: { user: singleUser } });
  expect((await client.products.list()).map(({ name }) => name)).toEqual(['Cookie']);
});

test('a database of a newer version is named and left as it is, and the folder is free again', async () => {
  const home = join(temporaryFolder(), 'home');
  const { database } = stationPaths(home);
  const newer = { version: migrations.length + 1, name: 'newer', up: () => undefined };
  openDatabase(database, { migrations: [...migrations, newer] }).close();
  const before = readFileSync(database);
  for (let attempt = 0; attempt < 2; attempt++) {
    expect(await failureOf(() => open(home))).toMatchObject({
      code: 'DATABASE_TOO_NEW',
      message: expect.stringContaining(database),
    });
  }
  expect(readFileSync(database)).toEqual(before);
});

test('a training that ran when the station went away is failed with a reason', async () => {
  const home = join(temporaryFolder(), 'home');
  const first = await open(home);
  const made = await createRouterClient(first.router, { context: { user: singleUser } }).products.create({
    name: 'A',
  });
  await first.close();
  const database = openDatabase(stationPaths(home).database);
  const jobs = createJobRepository(database);
  const id = '5d9b54a0-0a4f-4b0e-8f4e-9f3f6a1f4b11';
  jobs.insert({
    id,
    productId: made.id,
    family: 'patch',
    preset: 'quick',
    epochs: null,
    seed: 0,
    choices: trainingChoicesSchema.parse({}),
    startedBy: 'local',
    createdAt: 1,
  });
  jobs.start(id, 2);
  database.close();

  const second = await open(home);
  onTestFinished(() => second.close());
  const [job] = await createRouterClient(second.router, { context: { user: singleUser } }).training.list({});
  expect(job).toMatchObject({ id, state: 'failed', reason: { message: expect.stringContaining('again') } });
});

test('the status names version, home, user and disk', async () => {
  const { station, folder } = await openStationUnderTest();
  const client = createRouterClient(station.router, { context: { user: singleUser } });
  const status = await client.station.status();
  expect(status).toMatchObject({
    version: '0.0.0',
    host: 'headless',
    home: join(folder, 'home'),
    user: { name: 'local' },
    singleUser: true,
    inspection: { condition: 'idle', provider: null },
    training: { condition: 'idle', running: 0, queued: 0 },
  });
  expect(status.disk.freeBytes).toBeLessThan(status.disk.totalBytes);
});

test('the sample product is made once, with its images, whoever asks how often', async () => {
  const { station } = await openStationUnderTest();
  const client = createRouterClient(station.router, { context: { user: singleUser } });
  const create = async () => collect(await client.products.createSample({ name: '示例产品' }));
  const [events, others] = await Promise.all([create(), create()]);
  const made = events.at(-1);
  if (made?.kind !== 'finished') throw new Error('It ends with the product');
  const { product } = made;
  expect(product).toMatchObject({ name: '示例产品', isSample: true, imageCount: 2 });
  expect(events.slice(0, 2)).toEqual([
    { kind: 'progress', phase: 'pictures', done: 1, total: 8 },
    { kind: 'progress', phase: 'pictures', done: 2, total: 8 },
  ]);
  expect(events.at(-2)).toEqual({ kind: 'progress', phase: 'images', done: 8, total: 8 });
  expect(others.at(-1)).toEqual(made);
  expect(await create()).toEqual([made]);
  // The product has test images of its own: it can be evaluated, and a shift can be checked with it.
  const { test: tests } = await client.datasets.counts({ productId: product.id });
  expect(tests).toEqual({ good: 2, defective: 4, masks: 4 });
  const { images } = await client.datasets.list({ productId: product.id });
  expect(images.map(({ origin }) => origin)).toEqual(['sample', 'sample']);
});
