import { mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { expect, test } from 'vitest';
import { defaultHome } from '../../src/main/station/paths.ts';
import { singleUser } from '../../src/main/users/single-user.ts';
import { followingLimits } from '../../src/shared/domain/chosen-limits.ts';
import { claimHome } from '../seed/claim-home.ts';
import { inspectParts } from '../seed/inspected-parts.ts';
import { writeLog } from '../seed/write-log.ts';
import { writeProducts } from '../seed/write-products.ts';
import { openDataServices } from '../support/data-services.ts';
import { failureOf } from '../support/failure-of.ts';
import { makeSmallProduct } from '../support/small-product.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { openStationUnderTest } from './station-under-test.ts';
import { seenIn } from '../../src/shared/domain/bucket-sums.ts';
import { arrivedIn } from '../../src/shared/domain/outcome.ts';

test('a seeded log is one that the station takes for its own', async () => {
  const folder = temporaryFolder();
  const home = join(folder, 'home');
  const { productId, modelId, graph } = await makeSmallProduct(home);
  const services = openDataServices(home);
  const parts = await inspectParts(graph, 9, 0);
  const scores = parts.map(({ score }) => score).sort((a, b) => a - b);
  const [review = 0, defect = 0] = [scores[3], scores[6]];
  const limits = followingLimits({ review, defect });
  services.thresholds.append({ productId, modelId, limits, origin: 'person', setBy: 'local' });
  const until = Date.now();
  const written = await writeLog(home, services, { productId, modelId, parts, entries: 60, until });
  expect(written).toMatchObject({ entries: 60, inspections: 360 });
  expect(written.shifts).toBeGreaterThan(30);
  services.close();

  const { station, bugs } = await openStationUnderTest(folder);
  const client = createRouterClient(station.router, { context: { user: singleUser } });
  const { total, entries } = await client.log.query({});
  expect(total).toBe(60);
  expect(Math.max(...entries.map(({ capturedAt }) => capturedAt))).toBeLessThan(until);
  expect(entries.filter(({ decision }) => decision !== null).length).toBeGreaterThan(30);
  for (const { id } of [entries[0], entries.at(-1)].filter((entry) => entry !== undefined)) {
    expect(await client.log.replay({ id })).toMatchObject({ equal: true });
  }
  const overview = await client.statistics.overview({ timeZone: 'UTC' });
  expect(arrivedIn(seenIn(overview.buckets).parts)).toBe(360);
  expect(bugs).toEqual([]);
});

test('seeded products have pictures and names of their own', async () => {
  const services = openDataServices(join(temporaryFolder(), 'home'));
  expect(await writeProducts(services, 1)).toEqual(['Product 1']);
  expect(await writeProducts(services, 2)).toEqual(['Product 2', 'Product 3']);
  expect(services.products.list().map(({ imageCount }) => imageCount)).toEqual([12, 12, 12]);
  services.close();
});

test('a home with something in it is left alone unless asked, the user’s own always', async () => {
  const home = join(temporaryFolder(), 'home');
  expect(claimHome(home, false)).toBe(home);
  mkdirSync(home);
  expect(claimHome(home, false)).toBe(home);
  writeFileSync(join(home, 'station.db'), '');
  expect(await failureOf(() => claimHome(home, false))).toMatchObject({ code: 'ALREADY_EXISTS' });
  expect(claimHome(home, true)).toBe(home);

  const own = defaultHome({ ...process.env, STATION_HOME: '' }, process.platform);
  expect(own.startsWith(homedir()) || process.env['XDG_DATA_HOME'] !== undefined).toBe(true);
  expect(await failureOf(() => claimHome(own, true))).toMatchObject({ code: 'BAD_INPUT' });
});
