import { chmodSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeModelFolder } from '../../support/model-folder.ts';
import { asOrdinaryUser } from '../../support/ordinary-user.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

test.skipIf(process.platform === 'win32')('an export to a folder without permission names it', async () => {
  const folder = temporaryFolder();
  chmodSync(folder, 0o755);
  writeModelFolder(join(folder, 'models', 'model'), {});
  const target = join(folder, 'target');
  mkdirSync(target, { mode: 0o555 });
  const failure = await asOrdinaryUser('export-model.ts', join(folder, 'models'), 'model', target);
  expect(failure).toMatchObject({ code: 'NO_PERMISSION', message: expect.stringContaining(target) });
  expect(readdirSync(target)).toEqual([]);
});
