import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { countedParts } from '../../../../support/counts.ts';
import { schemaVersion } from '../../../../../src/main/database/migrate.ts';
import { migrations } from '../../../../../src/main/database/migrations.ts';
import { openDatabase, type StationDatabase } from '../../../../../src/main/database/open-database.ts';
import { createDatasetRepository } from '../../../../../src/main/datasets/repository.ts';
import { createDescriptorRepository } from '../../../../../src/main/explanation/repository.ts';
import { createLogQueries } from '../../../../../src/main/log/query-repository.ts';
import { createLogRepository } from '../../../../../src/main/log/repository.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

const [product, model, session] = [randomUUID(), randomUUID(), randomUUID()];
const [graph, picture, map] = ['a', 'b', 'c'].map((digit) => digit.repeat(64));

/** Fills a station of version 15: one entry with two decisions and a description, and a test image of its product. */
function insertAtVersion15(database: StationDatabase): void {
  expect(schemaVersion(database)).toBe(15);
  database.exec(`
INSERT INTO products (id, name, created_at) VALUES ('${product}', 'Cookie', 1);
INSERT INTO models (id, product_id, family, preset, created_at, review, defect, training_images, validation_images,
  training_seconds, graph_sha256, graph_bytes, card)
  VALUES ('${model}', '${product}', 'patch', 'compact', 1, 2.5, 4, 20, 5, 60, '${graph}', 1, '{}');
INSERT INTO thresholds (product_id, model_id, review, defect, origin, set_by, set_at)
  VALUES ('${product}', '${model}', 2.5, 4, 'person', 'Mira', 2);
INSERT INTO sessions (id, product_id, model_id, source, started_at, provider, started_by)
  VALUES ('${session}', '${product}', '${model}', '{"kind":"simulated-camera"}', 3, 'cpu', 'Mira');
INSERT INTO defects (product_id, session_id, model_id, thresholds_id, captured_at, frame_number, name, verdict, score,
  provider, capture_ms, queue_ms, run_ms, post_ms, picture_path, picture_sha256, picture_bytes, picture_width,
  picture_height, map_path, map_sha256, map_bytes, map_width, map_height, regions, largest_region)
  VALUES ('${product}', '${session}', '${model}', 1, 4, 0, 'SN-1', 'review', 3, 'cpu', 1, 2, 3, 4, 'defects/a.png',
  '${picture}', 5, 8, 8, 'defects/a.map', '${map}', 6, 4, 4, 1, 0.25);
INSERT INTO inspections (session_id, frame_number, captured_at, score, verdict, thresholds_id, provider, capture_ms,
  queue_ms, run_ms, post_ms, defect_id)
  VALUES ('${session}', 0, 4, 3, 'review', 1, 'cpu', 1, 1, 1, 1, 1),
         ('${session}', 1, 5, 1, 'good', 1, 'cpu', 1, 1, 1, 1, NULL);
INSERT INTO decisions (defect_id, decision, note, decided_by, decided_at, cause)
  VALUES (1, 'defect', '', 'Mira', 6, 'scratch'), (1, 'good', 'dust', 'Mira', 7, NULL);
INSERT INTO defect_descriptors (graph_sha256, defect_id, version, descriptor)
  VALUES ('${graph}', 1, 1, x'0000803f');
INSERT INTO dataset_images (id, product_id, name, extension, width, height, bytes, sha256, added_at, added_by, origin,
  defect_id, purpose, label, kind, mask)
  VALUES (3, '${product}', 'a.png', 'png', 8, 8, 5, '${picture}', 8, 'Mira', 'defect-log', 1, 'test', 'defect', 'scratch',
  NULL),
  (7, '${product}', 'b.png', 'png', 8, 8, 5, '${map}', 9, 'Mira', 'upload', NULL, 'training', 'good', NULL, NULL);
INSERT INTO known_parts (image_id) VALUES (3);
`);
}

function migrated(): StationDatabase {
  const path = join(temporaryFolder(), 'station.db');
  const before = openDatabase(path, { migrations: migrations.slice(0, 15) });
  insertAtVersion15(before);
  before.close();
  const after = openDatabase(path, { migrations: migrations.slice(0, 16) });
  expect(schemaVersion(after)).toBe(16);
  after.close();
  return openDatabase(path, { migrations });
}

test('an entry of version 15 is read today with its files, decisions, descriptor and counts', () => {
  const database = migrated();
  const log = createLogRepository(database);
  const listed = {
    id: 1,
    productId: product,
    sessionId: session,
    modelId: model,
    capturedAt: 4,
    name: 'SN-1',
    verdict: 'review',
    score: 3,
    frames: 1,
    decision: 'good',
    cause: null,
  };
  expect(log.find(1)).toMatchObject({
    entry: { ...listed, regions: { count: 1, largest: 0.25 } },
    files: {
      picture: { path: 'defects/a.png', sha256: picture },
      map: { path: 'defects/a.map', sha256: map },
    },
  });
  expect(log.decisions(1).map(({ decision, cause }) => [decision, cause])).toEqual([
    ['defect', 'scratch'],
    ['good', null],
  ]);
  const queries = createLogQueries(database);
  expect(queries.page({ filter: { search: 'sn' }, order: 'newest', limit: 9 })).toMatchObject([listed]);
  expect(queries.countParts({})).toEqual(countedParts({ good: 1, review: 1 }));
  expect([...createDescriptorRepository(database).find(graph ?? '', [1])]).toEqual([
    [1, new Float32Array([1])],
  ]);
  database.close();
});

test('what comes after version 16 goes on where version 15 ended, and rows stay as they were written', () => {
  const database = migrated();
  const log = createLogRepository(database);
  log.addDecision({
    entryId: 1,
    decision: 'defect',
    cause: 'dent',
    note: '',
    decidedBy: 'Mira',
    decidedAt: 9,
  });
  expect(log.find(1)?.entry).toMatchObject({ decision: 'defect', cause: 'dent' });
  for (const change of [
    'UPDATE log_entries SET score = 0',
    'UPDATE log_entries SET regions = 0',
    'UPDATE log_entries SET largest_region = 0',
    'DELETE FROM log_entries',
    'DELETE FROM dataset_images',
    'UPDATE decisions SET entry_id = 1',
    'DELETE FROM inspections',
  ]) {
    expect(() => database.exec(change), change).toThrow(/never change|never deleted/);
  }
  expect(() => database.exec('INSERT INTO known_parts (image_id) VALUES (4)')).toThrow('FOREIGN KEY');
  expect(() =>
    database.exec(`INSERT INTO decisions (entry_id, note, decided_by, decided_at) VALUES (2, '', 'Mira', 9)`),
  ).toThrow('FOREIGN KEY');
  database.close();
});

test('images of a dataset keep ids, entry and label; what came from the log says so', () => {
  const database = migrated();
  const columns = 'id, origin, entry_id, purpose, label, kind';
  expect(database.prepare(`SELECT ${columns} FROM dataset_images ORDER BY id`).all()).toEqual([
    { id: 3, origin: 'log', entry_id: 1, purpose: 'test', label: 'defect', kind: 'scratch' },
    { id: 7, origin: 'upload', entry_id: null, purpose: 'training', label: 'good', kind: null },
  ]);
  const datasets = createDatasetRepository(database);
  expect(datasets.find(3)).toMatchObject({ origin: 'log', name: 'a.png' });
  expect(database.prepare('SELECT image_id FROM known_parts').pluck().all()).toEqual([3]);
  database.close();
});

test('nothing of the database is named after defects but labels, verdicts, limits and sizes', () => {
  const database = migrated();
  const named = database.prepare(`SELECT name FROM sqlite_master WHERE name LIKE '%defect%'`).pluck().all();
  expect(named).toEqual([]);
  const columns = database
    .prepare(
      `SELECT t.name || '.' || c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c
       WHERE t.type = 'table' AND c.name LIKE '%defect%' ORDER BY 1`,
    )
    .pluck()
    .all();
  expect(columns).toEqual([
    ...['models.defect', 'part_counts.defect', 'products.smallest_defect', 'thresholds.defect'],
  ]);
  database.close();
});
