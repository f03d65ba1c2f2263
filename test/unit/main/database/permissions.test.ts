import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '../../../../src/main/database/open-database.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { withoutPrivileges } from '../../../support/without-privileges.ts';

test.skipIf(process.platform === 'win32')('a database that may not be written is named', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'home', 'station.db');
  openDatabase(path).close();
  chmodSync(folder, 0o755);
  chmodSync(path, 0o444);
  chmodSync(join(folder, 'home'), 0o555);
  expect(await withoutPrivileges(() => failureOf(() => openDatabase(path)))).toMatchObject({
    code: 'NO_PERMISSION',
    message: expect.stringContaining(path),
  });
  chmodSync(join(folder, 'home'), 0o755);
});

test.skipIf(process.platform === 'win32')('a folder that may not be entered is named', async () => {
  const folder = temporaryFolder();
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, 'locked'), { mode: 0o700 });
  chmodSync(join(folder, 'locked'), 0o000);
  const path = join(folder, 'locked', 'station.db');
  expect(await withoutPrivileges(() => failureOf(() => openDatabase(path)))).toMatchObject({
    code: 'NO_PERMISSION',
    message: expect.stringContaining(path),
  });
});
