import { randomUUID } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withEvaluation } from '../../../../src/main/models/card-with-evaluation.ts';
import { createModelStore } from '../../../../src/main/models/store.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { writeModelFolder } from '../../../support/model-folder.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { withoutPrivileges } from '../../../support/without-privileges.ts';

test.skipIf(process.platform === 'win32')('an export to a folder without permission names it', async () => {
  const folder = temporaryFolder();
  chmodSync(folder, 0o755);
  const id = randomUUID();
  const card = writeModelFolder(join(folder, 'models', id), { id });
  const target = join(folder, 'target');
  mkdirSync(target, { mode: 0o555 });
  const failure = await withoutPrivileges(() =>
    failureOf(() => createModelStore(join(folder, 'models')).exportTo(withEvaluation(card, null), target)),
  );
  expect(failure).toMatchObject({ code: 'NO_PERMISSION', message: expect.stringContaining(target) });
  expect(readdirSync(target)).toEqual([]);
});
