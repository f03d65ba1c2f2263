import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { schemaVersion } from '../../../../../src/main/database/migrate.ts';
import { migrations } from '../../../../../src/main/database/migrations.ts';
import { openDatabase, type StationDatabase } from '../../../../../src/main/database/open-database.ts';
import { createLogRepository } from '../../../../../src/main/log/repository.ts';
import { createThresholdsRepository } from '../../../../../src/main/products/thresholds-repository.ts';
import { createThresholdsHistory } from '../../../../../src/main/products/thresholds.ts';
import { judge } from '../../../../../src/shared/domain/verdict.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

const [product, model, session] = [randomUUID(), randomUUID(), randomUUID()];
const hash = 'a'.repeat(64);

/** Fills a station of version 2 that has judged two parts at the limits 2.5 and 4. */
function insertAtVersion2(database: StationDatabase): void {
  expect(schemaVersion(database)).toBe(2);
  database.exec(`
INSERT INTO products (id, name, created_at) VALUES ('${product}', 'Cookie', 1);
INSERT INTO models (id, product_id, family, preset, created_at, review, defect, students, receptive_field,
  training_images, validation_images, training_seconds, graph_sha256, graph_bytes, card)
  VALUES ('${model}', '${product}', 'patch', 'compact', 1, 2.5, 4, 3, 33, 20, 5, 60, '${hash}', 1, '{}');
INSERT INTO thresholds (product_id, model_id, review, defect, origin, set_by, set_at)
  VALUES ('${product}', '${model}', 2.5, 4, 'person', 'Mira', 2);
INSERT INTO sessions (id, product_id, model_id, source, started_at, provider, started_by)
  VALUES ('${session}', '${product}', '${model}', '{"kind":"simulated-camera"}', 3, 'cpu', 'Mira');
INSERT INTO defects (product_id, session_id, model_id, thresholds_id, captured_at, frame_number, verdict, score,
  provider, capture_ms, queue_ms, run_ms, post_ms, picture_path, picture_sha256, picture_bytes, picture_width,
  picture_height, map_path, map_sha256, map_bytes, map_width, map_height)
  VALUES ('${product}', '${session}', '${model}', 1, 4, 0, 'review', 3, 'cpu', 1, 1, 1, 1, 'a.png', '${hash}', 1, 8, 8,
  'a.map', '${hash}', 1, 8, 8);
INSERT INTO inspections (session_id, frame_number, captured_at, score, verdict, thresholds_id, provider, capture_ms,
  queue_ms, run_ms, post_ms, defect_id)
  VALUES ('${session}', 0, 4, 3, 'review', 1, 'cpu', 1, 1, 1, 1, 1),
         ('${session}', 1, 5, 1, 'good', 1, 'cpu', 1, 1, 1, 1, NULL);
`);
}

test('limits and verdicts of version 2 are read today as what they were: judged by the score alone, for no stated cause', () => {
  const path = join(temporaryFolder(), 'station.db');
  const before = openDatabase(path, { migrations: migrations.slice(0, 2) });
  insertAtVersion2(before);
  before.close();

  const database = openDatabase(path, { migrations });
  const limits = createThresholdsHistory(createThresholdsRepository(database)).get(1);
  expect(limits).toEqual({
    id: 1,
    modelId: model,
    review: 2.5,
    defect: 4,
    pixelThreshold: 0.5,
    smallestArea: 0,
    pixelFollows: false,
    origin: 'person',
    setBy: 'Mira',
    setAt: 2,
  });
  const record = createLogRepository(database).find(1);
  expect(record?.entry).toMatchObject({ verdict: 'review', score: 3, cause: null });
  if (limits === null || record?.thresholdsId !== 1) throw new Error('Limits and entry are there');
  expect(record.entry.regions).toBeNull();
  expect(judge({ score: record.entry.score, largestRegion: 1 }, limits)).toBe(record.entry.verdict);
  expect(database.prepare('SELECT verdict, regions, largest_region FROM inspections').all()).toEqual([
    { verdict: 'review', regions: null, largest_region: null },
    { verdict: 'good', regions: null, largest_region: null },
  ]);
  for (const change of [
    'UPDATE thresholds SET smallest_area = 0.1',
    'UPDATE thresholds SET pixel_threshold = 0.1',
    'UPDATE log_entries SET regions = 1',
    'UPDATE log_entries SET largest_region = 0.5',
    'UPDATE inspections SET regions = 1',
  ]) {
    expect(() => database.exec(change), change).toThrow(/never changes?$/);
  }
  database.close();
});

test('limits of the map that cannot be are refused by the database itself', () => {
  const database = openDatabase(join(temporaryFolder(), 'station.db'));
  database.exec(`INSERT INTO products (id, name, created_at) VALUES ('p', 'Cookie', 1)`);
  database.pragma('foreign_keys = OFF');
  const insert = database.prepare(
    `INSERT INTO thresholds (product_id, model_id, review, defect, pixel_threshold, smallest_area, origin, set_by,
       set_at) VALUES ('p', 'm', 1, 2, ?, ?, 'person', 'Mira', 1)`,
  );
  for (const [pixelThreshold, smallestArea] of [
    [0, 0],
    [-1, 0],
    [0.5, -0.001],
    [0.5, 1.001],
  ]) {
    expect(() => insert.run(pixelThreshold, smallestArea)).toThrow('CHECK');
  }
  insert.run(0.5, 1);
  database.close();
});
