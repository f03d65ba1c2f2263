import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { accessLinkSchema } from '../../../../../src/shared/contract/access.ts';
import { testStation } from '../../../../support/headless-station.ts';
import { runProgram } from '../../../../support/run-program.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

const made = z.object({ link: accessLinkSchema, token: z.string() });

test('a link is made, listed and revoked on the command line while the station runs, and never printed again', async () => {
  const home = join(temporaryFolder(), 'home');
  const station = await testStation(home);
  const run = (...words: string[]) =>
    runProgram('src/main/cli.ts', ['access', ...words], { STATION_HOME: home });

  const add = await run('add', '--name', 'Mira', '--role', 'viewer', '--days', '30', '--json');
  expect(add.code, add.stderr).toBe(0);
  const { link, token } = made.parse(JSON.parse(add.stdout));
  expect(station.access.admit(token)?.user).toEqual({ name: 'Mira', roles: ['viewer'] });

  const list = await run('list');
  expect(list.stdout).toContain(`${link.id}: Mira, viewer, until `);
  expect(list.stdout).not.toContain(token);

  expect((await run('revoke', String(link.id))).stdout).toContain('revoked on');
  expect(station.access.admit(token)).toBeNull();
  const wrong = await run('revoke', '99');
  expect(wrong).toMatchObject({ code: 1, stderr: expect.stringContaining('99') });
  expect((await run('add', '--name', 'Mira', '--role', 'administrator')).code).toBe(2);
});
