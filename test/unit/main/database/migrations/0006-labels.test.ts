import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { schemaVersion } from '../../../../../src/main/database/migrate.ts';
import { migrations } from '../../../../../src/main/database/migrations.ts';
import { openDatabase } from '../../../../../src/main/database/open-database.ts';
import { createDatasetRepository } from '../../../../../src/main/datasets/repository.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

test('images of version 5 are good images that train at version 6 and today', () => {
  const path = join(temporaryFolder(), 'station.db');
  const product = randomUUID();
  const before = openDatabase(path, { migrations: migrations.slice(0, 5) });
  expect(schemaVersion(before)).toBe(5);
  before.exec(`
INSERT INTO products (id, name, created_at) VALUES ('${product}', 'Cookie', 1);
INSERT INTO dataset_images (product_id, name, extension, width, height, bytes, sha256, added_at, added_by, origin, removed_at)
  VALUES ('${product}', 'a.png', 'png', 48, 40, 9, '${'a'.repeat(64)}', 1, 'Mira', 'folder', NULL),
         ('${product}', 'b.png', 'png', 48, 40, 9, '${'b'.repeat(64)}', 1, 'Mira', 'camera', 2);
`);
  before.close();

  const after = openDatabase(path, { migrations: migrations.slice(0, 6) });
  expect(schemaVersion(after)).toBe(6);
  after.close();

  const database = openDatabase(path, { migrations });
  const images = createDatasetRepository(database);
  expect(images.all(product, 'training')).toEqual([
    {
      id: 1,
      productId: product,
      name: 'a.png',
      extension: 'png',
      width: 48,
      height: 40,
      bytes: 9,
      sha256: 'a'.repeat(64),
      addedAt: 1,
      origin: 'folder',
      removedAt: null,
      purpose: 'training',
      label: 'good',
      kind: null,
      maskSha256: null,
    },
  ]);
  expect(images.find(2)).toMatchObject({ removedAt: 2, purpose: 'training', label: 'good' });
  expect(images.all(product, 'test')).toEqual([]);

  const label = database.prepare(`UPDATE dataset_images SET purpose = ?, label = ?, kind = ? WHERE id = 1`);
  for (const wrong of [
    ['training', 'defect', null],
    ['test', 'good', 'crack'],
    ['test', 'defect', ''],
    ['elsewhere', 'good', null],
  ]) {
    expect(() => label.run(...wrong), String(wrong)).toThrow('CHECK');
  }
  label.run('test', 'defect', 'crack');
  database.close();
});
