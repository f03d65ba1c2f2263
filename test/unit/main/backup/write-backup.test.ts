import { execFileSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { backupPlaces } from '../../../support/backup-places.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { makeSmallProduct } from '../../../support/small-product.ts';
import { withoutPrivileges } from '../../../support/without-privileges.ts';

test.skipIf(process.platform === 'win32')(
  'a file of the home that cannot be read is named, not the folder of backups',
  async () => {
    const { root, home, take } = backupPlaces();
    const { modelId } = await makeSmallProduct(home);
    const graph = join(home, 'models', modelId, 'model.onnx');
    execFileSync('chmod', ['-R', 'a+rwX', root]);
    chmodSync(graph, 0);
    const failure = await withoutPrivileges(() => failureOf(take));
    expect(failure).toMatchObject({ code: 'NO_PERMISSION' });
    expect(failure.message).toContain(graph);
  },
);
