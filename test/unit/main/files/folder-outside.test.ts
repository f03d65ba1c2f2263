import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ensureFolderOutside } from '../../../../src/main/files/folder-outside.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

test.each(['.', 'backups', '..backups', '...'])(
  'the folder %s of the home is not outside of it',
  async (name) => {
    const home = temporaryFolder();
    const folder = join(home, name);
    mkdirSync(folder, { recursive: true });
    expect(await failureOf(() => ensureFolderOutside(folder, home))).toMatchObject({ code: 'BAD_INPUT' });
  },
);

test('a folder beside the home is outside, also where its name begins like the home’s', () => {
  const place = temporaryFolder();
  for (const name of ['home', 'home-backups']) mkdirSync(join(place, name), { recursive: true });
  expect(ensureFolderOutside(join(place, 'home-backups'), join(place, 'home'))).toContain('home-backups');
});
