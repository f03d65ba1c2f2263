import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { singleUser } from '../../../../../src/main/users/single-user.ts';
import { longestSettingsFile } from '../../../../../src/shared/contract/settings.ts';
import { settingKeys } from '../../../../../src/shared/domain/station-settings.ts';
import { testStation } from '../../../../support/headless-station.ts';
import { runCommand } from '../../../../support/run-command.ts';
import { runProgram } from '../../../../support/run-program.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

function settingsOf(home: string) {
  return (...words: string[]) => runCommand(home, ['settings', ...words]);
}

test('settings are read, set, exported, checked and applied, in plain words and as JSON', async () => {
  const folder = temporaryFolder();
  const run = settingsOf(join(folder, 'home'));
  const file = join(folder, 'line 3', 'station.json');

  const fresh = await run('get');
  expect(fresh.code, fresh.stderr).toBe(0);
  for (const key of settingKeys) {
    expect(fresh.stdout).toMatch(new RegExp(`^${key}\\s+.*\\(as delivered\\)$`, 'm'));
  }

  expect((await run('set', 'station.name', 'Linie 3')).stdout).toBe('station.name: "" → "Linie 3"\n');
  const comma = await run('set', 'csv.decimalSeparator', 'comma', '--json');
  expect(JSON.parse(comma.stdout)).toEqual({
    key: 'csv.decimalSeparator',
    before: 'point',
    after: 'comma',
    version: 2,
  });
  expect((await run('get', 'station.name')).stdout).toMatch(
    /^station\.name {2}"Linie 3" {2}\(since .*Z, by local\)\n$/,
  );

  expect((await run('export', file)).stdout).toBe(`${file}\n`);
  const text = readFileSync(file, 'utf8');
  expect((await run('export')).stdout).toBe(text);

  const other = settingsOf(join(folder, 'other home'));
  const planned = { key: 'station.name', before: '', after: 'Linie 3' };
  const check = await other('apply', file, '--check', '--json');
  expect(JSON.parse(check.stdout)).toMatchObject({ changes: [planned, {}], applied: false, version: 0 });
  expect((await other('get', 'station.name')).stdout).toContain('as delivered');
  expect((await other('apply', file)).stdout).toContain('station.name: "" → "Linie 3"');
  expect((await other('export')).stdout).toBe(text);
  expect((await other('apply', file)).stdout).toBe('All of it is in force already.\n');

  const history = await other('history', 'station.name', '--json');
  expect(JSON.parse(history.stdout)).toMatchObject({
    changes: [{ ...planned, setBy: 'local' }],
    more: false,
  });
  expect((await other('history', '--limit', '1')).stdout).toContain('There are earlier changes');
});

test('what passwords and keys of outputs have to be set again is told', async () => {
  const folder = temporaryFolder();
  const run = settingsOf(join(folder, 'home'));
  const file = join(folder, 'line.json');
  const hook = {
    name: 'MES 1',
    enabled: false,
    target: { kind: 'webhook', url: 'http://127.0.0.1:1/' },
    secrets: ['signingKey'],
  };
  writeFileSync(file, JSON.stringify({ settings: {}, line: { outputs: [hook] } }));
  const told =
    'outputs.MES 1: its signingKey has to be set again: station outputs secret "MES 1" signingKey\n';
  expect((await run('apply', file)).stdout).toContain(told);
  expect((await run('apply', file)).stdout).toBe(`All of it is in force already.\n${told}`);
  expect(JSON.parse((await run('apply', file, '--json')).stdout)).toMatchObject({
    secrets: [{ output: 'MES 1', secrets: ['signingKey'] }],
  });
});

test('what does not fit is named, and nothing is changed', async () => {
  const folder = temporaryFolder();
  const run = settingsOf(join(folder, 'home'));
  const file = join(folder, 'station.json');
  expect(await run('set', 'station.nmae', 'x')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('station.name'),
  });
  expect(await run('set', 'report.language', 'fr')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('“fr” is no value for report.language'),
  });
  for (const [content, told] of [
    ['{"settings": {"station.name": "x", "line.speed": 3}}', '“line.speed” is no setting of this station'],
    ['{"settings": {"station.name": "x"', 'it is not JSON'],
    ['x'.repeat(longestSettingsFile + 1), 'is no file of settings'],
  ] as const) {
    writeFileSync(file, content);
    expect(await run('apply', file)).toMatchObject({ code: 1, stderr: expect.stringContaining(told) });
  }
  expect(await run('apply', join(folder, 'none.json'))).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('NOT_FOUND'),
  });
  expect((await run('history')).stdout).toBe('Nothing was changed yet.\n');
});

test('the schema is JSON of its own, where the file looks for it', async () => {
  const folder = temporaryFolder();
  const run = settingsOf(join(folder, 'home'));
  await run('export', join(folder, 'station.json'));
  const { $schema } = z
    .object({ $schema: z.string() })
    .parse(JSON.parse(readFileSync(join(folder, 'station.json'), 'utf8')));
  await run('schema', join(folder, $schema));
  const schema: unknown = JSON.parse(readFileSync(join(folder, $schema), 'utf8'));
  expect(schema).toMatchObject({ title: 'Station settings', required: ['settings'] });
  expect(JSON.parse((await run('schema', '--json')).stdout)).toEqual(schema);
});

test('a station that runs works with what the command line sets, and its windows are told', async () => {
  const home = join(temporaryFolder(), 'home');
  const station = await testStation(home);
  const client = createRouterClient(station.router, { context: { user: singleUser } });
  const before = await client.station.status();
  expect(before).toMatchObject({ name: '', settingsVersion: 0 });
  const words = ['settings', 'set', 'station.name', 'Linie 3'];
  const set = await runProgram('src/main/cli.ts', words, { STATION_HOME: home });
  expect(set.code, set.stderr).toBe(0);
  expect(await client.station.status()).toMatchObject({ name: 'Linie 3', settingsVersion: 1 });
  expect((await client.settings.get()).values['station.name']).toBe('Linie 3');
});
