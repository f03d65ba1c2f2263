import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { schemaVersion } from '../../../../../src/main/database/migrate.ts';
import { migrations } from '../../../../../src/main/database/migrations.ts';
import { openDatabase } from '../../../../../src/main/database/open-database.ts';
import { createModelRepository } from '../../../../../src/main/models/repository.ts';
import { writeModelFolder } from '../../../../support/model-folder.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

test('a model of version 3 is read at version 4 with its students and receptive fields, and still never changes', () => {
  const path = join(temporaryFolder(), 'station.db');
  const before = openDatabase(path, { migrations: migrations.slice(0, 3) });
  expect(schemaVersion(before)).toBe(3);
  const card = writeModelFolder(join(temporaryFolder(), 'job'), { productId: randomUUID() });
  before.exec(`INSERT INTO products (id, name, created_at) VALUES ('${card.productId}', 'Cookie', 1)`);
  before
    .prepare(
      `INSERT INTO models (id, product_id, family, preset, created_at, review, defect, students, receptive_field,
         training_images, validation_images, training_seconds, graph_sha256, graph_bytes, card)
       VALUES (?, ?, 'patch', 'compact', 5, 2.5, 4, 2, 33, 20, 5, 60, ?, 1, ?)`,
    )
    .run(card.id, card.productId, card.graph.sha256, JSON.stringify(card));
  before.close();

  const next = openDatabase(path, { migrations: migrations.slice(0, 4) });
  expect(schemaVersion(next)).toBe(4);
  next.close();
  // Today's queries need today's columns.
  const database = openDatabase(path, { migrations });
  const models = createModelRepository(database);
  expect(models.find(card.id)).toMatchObject({
    family: 'patch',
    preset: 'compact',
    students: 2,
    receptiveFields: [33],
    trainingImages: 20,
  });
  expect(models.card(card.id)).toEqual(card);
  expect(() => database.exec('UPDATE models SET review = 1')).toThrow('never change');
  expect(() => database.exec('DELETE FROM models')).toThrow('never deleted');
  database.close();
});
