import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { migrations } from '../../../../../src/main/database/migrations.ts';
import { openDatabase } from '../../../../../src/main/database/open-database.ts';
import { createThresholdsRepository } from '../../../../../src/main/products/thresholds-repository.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

const product = randomUUID();

/** Limits of a model in version 23: T2, pixel threshold, smallest area. */
type Stored = readonly [defect: number, pixelThreshold: number, smallestArea: number];

function migrated(models: Readonly<Record<string, readonly Stored[]>>) {
  const path = join(temporaryFolder(), 'station.db');
  const before = openDatabase(path, { migrations: migrations.slice(0, 23) });
  before.exec(`INSERT INTO products (id, name, created_at) VALUES ('${product}', 'Cookie', 1)`);
  for (const [model, rows] of Object.entries(models)) {
    before.exec(`
INSERT INTO models (id, product_id, family, preset, created_at, review, defect, training_images, validation_images,
  training_seconds, graph_sha256, graph_bytes, card)
  VALUES ('${model}', '${product}', 'memory', 'instant', 1, 0.3, 0.5, 20, 5, 60, '${'a'.repeat(64)}', 1, '{}');`);
    for (const [defect, pixel, area] of rows) {
      before.exec(`
INSERT INTO thresholds (product_id, model_id, review, defect, pixel_threshold, smallest_area, origin, set_by, set_at)
  VALUES ('${product}', '${model}', 0.2, ${defect}, ${pixel}, ${area}, 'person', 'Mira', 2);`);
    }
  }
  before.close();
  const database = openDatabase(path, { migrations });
  return { database, thresholds: createThresholdsRepository(database) };
}

test('a pixel threshold that nobody touched follows T2 from now on; what was judged before keeps its limits', () => {
  const model = randomUUID();
  const { thresholds } = migrated({
    [model]: [
      [0.4, 0.5, 0],
      [0.3, 0.5, 0],
    ],
  });
  expect(thresholds.find(2)).toMatchObject({ defect: 0.3, pixelThreshold: 0.5, pixelFollows: false });
  expect(thresholds.latest(model)).toMatchObject({
    id: 3,
    review: 0.2,
    defect: 0.3,
    pixelThreshold: 0.3,
    pixelFollows: true,
    origin: 'person',
    setBy: 'Mira',
  });
});

test('a pixel threshold that was set, or that a smallest area judges by, stays where it is', () => {
  const [touched, area, equal] = [randomUUID(), randomUUID(), randomUUID()];
  const { thresholds } = migrated({
    [touched]: [[0.3, 0.4, 0]],
    [area]: [[0.3, 0.5, 0.01]],
    [equal]: [[0.5, 0.5, 0.01]],
  });
  expect(thresholds.latest(touched)).toMatchObject({ pixelThreshold: 0.4, pixelFollows: false });
  expect(thresholds.latest(area)).toMatchObject({ pixelThreshold: 0.5, pixelFollows: false });
  expect(thresholds.latest(equal)).toMatchObject({
    pixelThreshold: 0.5,
    pixelFollows: true,
    smallestArea: 0.01,
  });
});

test('an escape of a product of before costs ten false rejects', () => {
  const { database } = migrated({});
  expect(database.prepare('SELECT escape_cost FROM products').pluck().all()).toEqual([10]);
});
