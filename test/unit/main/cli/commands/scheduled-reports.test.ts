import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCommand } from '../../../../support/run-command.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

test('reports are added, listed, changed, sent and removed by the command line', async () => {
  const folder = temporaryFolder();
  const place = join(folder, 'reports');
  const home = join(folder, 'home');
  const run = (...words: string[]) => runCommand(home, ['reports', ...words]);
  const add = ['add', 'Daily', 'folder', 'every=day', 'at=05:30', `folder=${place}`];
  expect(await run(...add)).toMatchObject({ code: 1, stderr: expect.stringContaining(place) });
  mkdirSync(place);
  expect(await run(...add)).toMatchObject({ code: 0, stdout: `Daily: each day, at 05:30, ${place}\n` });
  expect((await run('set', 'daily', 'at=06:00', 'entries=0')).stdout).toContain('at 06:00');
  expect(await run('send', 'Daily')).toMatchObject({ code: 0, stdout: expect.stringContaining('was sent') });
  expect(readdirSync(place)).toHaveLength(1);
  expect((await run('list')).stdout).toMatch(
    /^Daily: each day, at 06:00, .+\n {2}sent .+: loupe-report-Daily-.+\.pdf\n$/,
  );
  expect((await run('remove', 'Daily')).stdout).toBe('Daily was removed.\n');
}, 180_000);
