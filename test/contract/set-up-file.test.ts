import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createRouterClient } from '@orpc/server';
import { singleUser } from '../../src/main/users/single-user.ts';
import { outputSchema } from '../../src/shared/contract/outputs.ts';
import { scheduledReportSchema } from '../../src/shared/contract/scheduled-reports.ts';
import { usualLane } from '../../src/shared/domain/lanes.ts';
import { makeSmallProduct } from '../support/small-product.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { openStationUnderTest } from './station-under-test.ts';

async function stationWithDisc() {
  const folder = temporaryFolder();
  await makeSmallProduct(join(folder, 'home'));
  const { station } = await openStationUnderTest(folder);
  return createRouterClient(station.router, { context: { user: singleUser } });
}

test('lanes, recipes and outputs go from station to station with the settings', async () => {
  const from = await stationWithDisc();
  const results = temporaryFolder();
  mkdirSync(join(results, 'a'));
  const [disc] = await from.products.list();
  const source = { kind: 'watched-folder', folder: '/srv/top' } as const;
  await from.lanes.add({ ...usualLane(2), name: 'Top', source, deadlineMs: 500, group: 'Box' });
  await from.recipes.add({
    number: 12,
    name: 'Discs',
    code: '4711',
    products: [{ lane: 2, productId: disc?.id ?? '' }],
  });
  await from.outputs.add({
    name: 'Folder',
    enabled: true,
    target: { kind: 'file', folder: join(results, 'a'), format: 'csv' },
  });
  await from.scheduledReports.add({
    name: 'Daily',
    every: 'day',
    at: '05:30',
    timeZone: 'UTC',
    productId: disc?.id ?? '',
    target: {
      kind: 'mail',
      host: 'mail.plant.example',
      user: 'line',
      from: 'line@plant.example',
      to: ['mira@plant.example'],
    },
    password: 'not in a file',
  });
  await from.settings.set({ values: { 'station.name': 'Line 3' }, expected: 0 });
  const { text } = await from.settings.export();
  expect(text).not.toContain('not in a file');

  const to = await stationWithDisc();
  const planned = await to.settings.apply({ text, check: true });
  // Lane 1 is that of every new station.
  expect(planned.line.map(({ key }) => key)).toEqual([
    ...['lanes.2', 'recipes.12', 'outputs.Folder', 'reports.Daily'],
  ]);
  expect(planned.secrets).toEqual([{ output: 'Daily', secrets: ['password'] }]);
  expect(planned.changes.map(({ key }) => key)).toEqual(['station.name']);
  expect(await to.lanes.list()).toHaveLength(1);
  await to.settings.apply({ text });
  expect((await to.lanes.list())[1]).toMatchObject({ number: 2, name: 'Top', source, group: 'Box' });
  const [there] = await to.products.list();
  expect(await to.recipes.list()).toMatchObject([
    { number: 12, code: '4711', products: [{ lane: 2, productId: there?.id }] },
  ]);
  expect(await to.outputs.list()).toMatchObject([{ name: 'Folder', target: { kind: 'file' } }]);
  const [report] = await to.scheduledReports.list();
  expect(report).toMatchObject({ name: 'Daily', at: '05:30', productId: there?.id, hasPassword: false });
  expect(await to.settings.apply({ text })).toMatchObject({ changes: [], line: [] });
  const { id = '', version: expected = 0, ...standing } = report ?? {};
  await to.scheduledReports.change({
    id,
    expected,
    password: 'of this station',
    report: scheduledReportSchema.parse(standing),
  });
  expect((await to.settings.export()).text).toBe(text);
});

test('passwords and keys stay; the file tells their names, and who applies it which are to be set again', async () => {
  const from = await stationWithDisc();
  // The outputs are disabled, so the station looks for no broker or server.
  const output = (name: string, target: object) => outputSchema.parse({ name, enabled: false, target });
  const hook = (name: string, port: number) =>
    output(name, { kind: 'webhook', url: `http://127.0.0.1:${port}/` });
  const broker = output('Broker', { kind: 'mqtt', url: 'mqtt://127.0.0.1:1', user: 'line' });
  await from.outputs.add({ ...broker, secrets: { password: 'never in a file' } });
  await from.outputs.add({ ...hook('Hook', 1), secrets: { signingKey: 'nor this one' } });
  await from.outputs.add(hook('Unsigned', 2));
  const { text } = await from.settings.export();
  expect(text).not.toMatch(/never in a file|nor this one/);
  expect(await from.settings.apply({ text })).toMatchObject({ line: [], secrets: [] });

  const to = await stationWithDisc();
  const missing = [
    { output: 'Broker', secrets: ['password'] },
    { output: 'Hook', secrets: ['signingKey'] },
  ];
  expect(await to.settings.apply({ text, check: true })).toMatchObject({ secrets: missing });
  expect(await to.settings.apply({ text })).toMatchObject({ secrets: missing });
  const [there] = await to.outputs.list();
  await to.outputs.change({
    id: there?.id ?? '',
    expected: there?.version ?? 0,
    output: broker,
    secrets: { password: 'of this station' },
  });
  // The result names missing secrets until all are set, even if nothing else of the file is left to do.
  expect(await to.settings.apply({ text })).toMatchObject({ line: [], secrets: missing.slice(1) });
});

test('a file that does not fit changes nothing', async () => {
  const client = await stationWithDisc();
  const file = (line: object) => JSON.stringify({ settings: { 'station.name': 'X' }, line });
  const lane = { number: 2, name: 'Top' };
  await expect(
    client.settings.apply({ text: file({ lanes: [{ ...lane, number: 99 }] }) }),
  ).rejects.toMatchObject({
    code: 'BAD_INPUT',
    message: expect.stringContaining('lanes.0.number: '),
  });
  const recipe = { number: 1, name: 'R', code: null, products: [{ lane: 2, product: 'Nothing' }] };
  await expect(
    client.settings.apply({ text: file({ lanes: [lane], recipes: [recipe] }) }),
  ).rejects.toMatchObject({ code: 'NOT_FOUND', message: expect.stringContaining('names “Nothing”') });
  // The second lane has the name of the first one, so the lane written before it is withdrawn.
  await expect(
    client.settings.apply({ text: file({ lanes: [lane, { ...lane, number: 3 }] }) }),
  ).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
  expect(await client.lanes.list()).toHaveLength(1);
  expect((await client.settings.get()).values['station.name']).toBe('');
});
