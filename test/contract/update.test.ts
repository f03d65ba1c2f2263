import { createRouterClient } from '@orpc/server';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeBackup } from '../../src/main/backup/write-backup.ts';
import { headlessHost } from '../../src/main/host/headless-host.ts';
import { goBackTo, lookAtHome } from '../../src/main/update/home-steps.ts';
import { selfTest } from '../../src/main/update/self-test.ts';
import { singleUser } from '../../src/main/users/single-user.ts';
import { failureOf } from '../support/failure-of.ts';
import { makeSmallProduct } from '../support/small-product.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { openStationUnderTest } from './station-under-test.ts';

/* Tests the update's steps in a home; test/package makes whole updates of an installed station. */

test('an update knows of a station at work, and of its inspection', async () => {
  const folder = temporaryFolder();
  const home = join(folder, 'home');
  const { productId } = await makeSmallProduct(home);
  expect(lookAtHome(home)).toEqual({ atWork: false, inspections: 0 });

  const { station } = await openStationUnderTest(folder);
  const client = createRouterClient(station.router, { context: { user: singleUser } });
  expect(lookAtHome(home)).toEqual({ atWork: true, inspections: 0 });
  mkdirSync(join(folder, 'parts'));
  const source = { kind: 'watched-folder', folder: join(folder, 'parts') } as const;
  await client.inspection.start({ productId, source });
  expect(lookAtHome(home)).toEqual({ atWork: true, inspections: 1 });
});

test('the self-test runs each active model, and names the one that is damaged', async () => {
  const home = join(temporaryFolder(), 'home');
  const { modelId, graph } = await makeSmallProduct(home);
  expect(await selfTest(home, headlessHost())).toEqual({ models: 1, entries: 0 });

  const bytes = readFileSync(graph);
  bytes[100] = (bytes[100] ?? 0) ^ 1;
  chmodSync(graph, 0o644);
  writeFileSync(graph, bytes);
  const failure = await failureOf(() => selfTest(home, headlessHost()));
  expect(failure).toMatchObject({ code: 'CORRUPT_MODEL', message: expect.stringContaining(modelId) });
});

test('a home that goes back is what it was, and keeps what a backup leaves out', async () => {
  const folder = temporaryFolder();
  const home = join(folder, 'home');
  const backups = join(folder, 'backups');
  mkdirSync(backups);
  const { graph } = await makeSmallProduct(home);
  const before = readFileSync(graph);
  const request = { home, folder: backups, keep: null, withSecrets: true, reread: false, version: '0.0.0' };
  const { name } = await writeBackup(request, () => undefined);

  chmodSync(graph, 0o644);
  writeFileSync(graph, 'of a newer version');
  writeFileSync(join(home, 'of-a-newer-version'), '');
  mkdirSync(join(home, 'logs'), { recursive: true });
  writeFileSync(join(home, 'logs', 'station.log'), 'why it failed');
  await goBackTo(home, backups, name);
  expect(readFileSync(graph)).toEqual(before);
  expect(readFileSync(join(home, 'logs', 'station.log'), 'utf8')).toBe('why it failed');
  expect(existsSync(join(home, 'replaced', 'station.db'))).toBe(false);
});
