import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { expect, test } from 'vitest';
import { listBackups } from '../../src/main/backup/backup-folder.ts';
import { singleUser } from '../../src/main/users/single-user.ts';
import { collect } from '../support/collect.ts';
import { testStation } from '../support/headless-station.ts';
import { runProgram } from '../support/run-program.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

async function stationWithFolder() {
  const station = await testStation();
  const client = createRouterClient(station.router, { context: { user: singleUser } });
  const folder = join(temporaryFolder(), 'backups');
  mkdirSync(folder);
  const set = async (values: Parameters<typeof client.settings.set>[0]['values']): Promise<unknown> =>
    client.settings.set({ values, expected: (await client.settings.get()).version });
  return { station, client, folder, set };
}

test('a folder for backups is looked at when it is set, and one that does not do is refused by name', async () => {
  const { station, client, folder, set } = await stationWithFolder();
  await expect(set({ 'backup.folder': join(folder, 'none') })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(set({ 'backup.folder': station.paths.home })).rejects.toMatchObject({ code: 'BAD_INPUT' });
  await expect(set({ 'backup.folder': 'backups' })).rejects.toMatchObject({ code: 'BAD_INPUT' });
  await expect(collect(await client.backup.take())).rejects.toMatchObject({ code: 'BAD_INPUT' });
  await set({ 'backup.folder': folder });
  expect(await client.backup.state()).toMatchObject({ folder, lastSuccess: null, dueAt: 0 });
});

test('a backup on request is seen in the list, in the state column and in the metrics, as is one that failed', async () => {
  const { station, client, folder, set } = await stationWithFolder();
  await set({ 'backup.folder': folder });
  const events = await collect(await client.backup.take());
  expect(events.at(-1)).toMatchObject({
    kind: 'finished',
    run: { folder, startedBy: 'local', failure: null },
  });
  const [written] = await listBackups(folder);
  expect(await client.backup.state()).toMatchObject({ lastSuccess: { backup: { name: written?.name } } });
  expect((await client.station.status()).backup).toMatchObject({ condition: 'ok', failure: null });
  expect(station.api.metrics()).toMatch(/^loupe_backup_last_success_seconds \d/m);
  expect(station.api.metrics()).not.toMatch(/^loupe_backup_last_failure_seconds \d/m);

  rmSync(folder, { recursive: true });
  await expect(collect(await client.backup.take())).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const { backup } = await client.station.status();
  expect(backup).toMatchObject({ condition: 'failed' });
  expect(backup.failure).toContain(folder);
  expect(station.api.metrics()).toMatch(/^loupe_backup_last_failure_seconds \d/m);
});

test('a backup that the command line takes beside the station is in its list', async () => {
  const { station, client, folder } = await stationWithFolder();
  const { code, stderr } = await runProgram('src/main/cli.ts', ['backup', '--to', folder], {
    STATION_HOME: station.paths.home,
  });
  expect(code, stderr).toBe(0);
  expect((await client.backup.state()).runs).toMatchObject([{ folder, failure: null }]);
});
