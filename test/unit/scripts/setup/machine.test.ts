import { existsSync, lstatSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { npmCommand } from '../../../../scripts/setup/npm.mjs';
import { userCache } from '../../../../scripts/setup/paths.mjs';
import { placeFolder } from '../../../../scripts/setup/place.mjs';
import { run } from '../../../../scripts/setup/run.mjs';
import { wantedVariant } from '../../../../scripts/setup/tensorflow-variant.mjs';
import { tempFolder } from '../../../support/temp-folder.ts';

it.runIf(process.arch === 'x64')(
  'an NVIDIA driver asks for the GPU build, and the user has the last word',
  () => {
    const driver = tempFolder();
    const none = join(driver, 'none');
    expect(wantedVariant({ PATH: '' }, none)).toBe('cpu');
    expect(wantedVariant({ PATH: '' }, driver)).toBe('gpu');
    expect(wantedVariant({ PATH: '', LOUPE_TENSORFLOW: 'cpu' }, driver)).toBe('cpu');
    expect(wantedVariant({ PATH: '', LOUPE_TENSORFLOW: 'gpu' }, none)).toBe('gpu');
  },
);

it('the cache lies where the user keeps caches', () => {
  expect(userCache({ XDG_CACHE_HOME: '/c' }, 'linux')).toBe('/c/loupe');
  expect(userCache({ HOME: '/h' }, 'linux')).toBe('/h/.cache/loupe');
});

it('npm is the one that started the run, else the one on PATH, else a clear error', () => {
  const folder = tempFolder({ 'npm-cli.js': '', 'bin/other': '' });
  const script = join(folder, 'npm-cli.js');
  expect(npmCommand({ npm_execpath: script, npm_node_execpath: '/old/node', PATH: '' })).toEqual([
    '/old/node',
    script,
  ]);
  symlinkSync('../npm-cli.js', join(folder, 'bin', 'npm'));
  // npm is found because `tempFolder` makes its files executable.
  expect(npmCommand({ PATH: join(folder, 'bin'), LOUPE_OUTER_NODE: '/old/node' })).toEqual([
    '/old/node',
    script,
  ]);
  expect(() => npmCommand({ PATH: '' })).toThrow('npm was not found');
});

it('placing a folder keeps symbolic links and replaces files of the same name', () => {
  const from = tempFolder({ 'lib/library.so.2': 'new' });
  symlinkSync('library.so.2', join(from, 'lib', 'library.so'));
  const to = tempFolder({ 'lib/library.so.2': 'old', 'lib/other': 'kept' });
  placeFolder(from, to);
  expect(readFileSync(join(to, 'lib/library.so'), 'utf8')).toBe('new');
  expect(lstatSync(join(to, 'lib/library.so')).isSymbolicLink()).toBe(true);
  expect(existsSync(join(to, 'lib/other'))).toBe(true);
});

it('a program that hangs is ended with the reason, one that does not exist gives no code', async () => {
  const hang = ['-e', 'setInterval(() => {}, 1000)'];
  const hung = await run(process.execPath, hang, { timeout: 200 });
  expect(hung).toMatchObject({ code: null, ended: 'no result after 0 s' });
  const missing = await run(join(tempFolder(), 'missing'), []);
  expect(missing.code).toBeNull();
  expect(missing.output).toContain('missing');
});
