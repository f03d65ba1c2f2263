import { X509Certificate } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { singleUser } from '../../../../../src/main/users/single-user.ts';
import { makeAuthority } from '../../../../support/certificates.ts';
import { freePort } from '../../../../support/free-port.ts';
import { testStation } from '../../../../support/headless-station.ts';
import { runCommand } from '../../../../support/run-command.ts';
import { runProgram } from '../../../../support/run-program.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

function outputsOf(home: string) {
  return (...words: string[]) => runCommand(home, ['outputs', ...words]);
}

test('outputs are added, tested, listed, changed and removed without a station that runs', async () => {
  const folder = temporaryFolder();
  const results = join(folder, 'results');
  const run = outputsOf(join(folder, 'home'));
  const add = ['add', 'MES folder', 'file', `folder=${results}`, 'format=csv'];
  expect(await run(...add)).toMatchObject({ code: 1, stderr: expect.stringContaining(results) });
  mkdirSync(results);
  expect(await run(...add)).toMatchObject({ code: 0, stdout: `MES folder: ${results}\n` });
  expect(await run('test', 'mes folder')).toMatchObject({
    code: 0,
    stdout: 'The trial arrived through “MES folder”.\n',
  });
  expect(readFileSync(join(results, readdirSync(results)[0] ?? ''), 'utf8')).toContain(',test,');
  expect((await run('list')).stdout).toMatch(/^MES folder: file, .*, by local\)\n {2}ok\n$/);
  const messages = await run('messages', 'MES folder', '--json');
  expect(JSON.parse(messages.stdout)).toMatchObject({ messages: [{ number: 1, body: { kind: 'test' } }] });

  expect((await run('set', 'MES folder', 'name=Folder', 'enabled=false')).stdout).toContain('switched off');
  expect(await run('test', 'Folder')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('switched off'),
  });
  expect((await run('remove', 'Folder')).stdout).toBe('Folder was removed.\n');
});

test('certificates of OPC UA clients are listed, trusted and removed', async () => {
  const home = join(temporaryFolder(), 'home');
  const run = outputsOf(home);
  const added = await run('add', 'MES', 'opcua', `port=${await freePort()}`, 'enabled=false', '--json');
  const { id } = z.object({ id: z.string() }).parse(JSON.parse(added.stdout));
  expect((await run('clients', 'MES')).stdout).toBe(
    'No client with a certificate has tried to connect yet.\n',
  );
  const rejected = join(home, 'secrets', id, 'clients', 'rejected');
  mkdirSync(rejected, { recursive: true });
  const { certificate } = makeAuthority().sign();
  writeFileSync(join(rejected, 'client.pem'), certificate);
  writeFileSync(join(rejected, 'no-certificate.pem'), 'nothing');
  const { fingerprint256 } = new X509Certificate(certificate);
  const listed = (await run('clients', 'MES')).stdout;
  expect(listed).toMatch(/^not trusted: CN=Machine 1\n/);
  expect(listed).toContain(`SHA-256 ${fingerprint256}`);
  expect((await run('trust', 'MES', fingerprint256.toLowerCase())).stdout).toBe('The client is trusted.\n');
  expect((await run('clients', 'MES')).stdout).toMatch(/^trusted: CN=Machine 1\n/);
  expect(await run('distrust', 'MES', fingerprint256)).toMatchObject({ code: 0 });
  expect(await run('trust', 'MES', fingerprint256)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('not there any more'),
  });
  expect(await run('trust', 'MES', 'AB:CD')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('SHA-256'),
  });
});

test('what does not fit an output is named', async () => {
  const folder = temporaryFolder();
  const run = outputsOf(join(folder, 'home'));
  for (const [words, told] of [
    [['add', 'A', 'file', `folder=${folder}`, 'format=xml'], 'format'],
    [['add', 'A', 'file', 'folder'], '“folder” is not of the form key=value'],
    [['test', 'A'], 'There is no output “A”. None was added yet.'],
  ] as const) {
    expect(await run(...words)).toMatchObject({ code: 1, stderr: expect.stringContaining(told) });
  }
});

test('a station that runs follows what the command line sets up, and delivers its trial', async () => {
  const folder = temporaryFolder();
  const [home, results] = [join(folder, 'home'), join(folder, 'results')];
  mkdirSync(results);
  const station = await testStation(home);
  const run = (...words: string[]) =>
    runProgram('src/main/cli.ts', ['outputs', ...words], { STATION_HOME: home });
  expect(await run('add', 'Folder', 'file', `folder=${results}`, 'format=json-lines')).toMatchObject({
    code: 0,
  });
  expect(await run('test', 'Folder')).toMatchObject({ code: 0 });
  const client = createRouterClient(station.router, { context: { user: singleUser } });
  expect(await client.outputs.list()).toMatchObject([{ name: 'Folder', state: { lamp: 'ok', waiting: 0 } }]);
  expect(readdirSync(results)).toHaveLength(1);
});
