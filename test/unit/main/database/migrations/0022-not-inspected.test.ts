import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { schemaVersion } from '../../../../../src/main/database/migrate.ts';
import { migrations } from '../../../../../src/main/database/migrations.ts';
import { openDatabase, type StationDatabase } from '../../../../../src/main/database/open-database.ts';
import { createDescriptorRepository } from '../../../../../src/main/explanation/repository.ts';
import { noFiles } from '../../../../../src/main/log/files.ts';
import { createLogQueries } from '../../../../../src/main/log/query-repository.ts';
import { createLogRepository } from '../../../../../src/main/log/repository.ts';
import { countedParts } from '../../../../support/counts.ts';
import { partResult, uninspectedPart } from '../../../../support/part-result.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

const version = migrations.find(({ name }) => name === 'not-inspected')?.version ?? 0;
const [product, model, session] = [randomUUID(), randomUUID(), randomUUID()];
const [graph, picture, map] = ['a', 'b', 'c'].map((digit) => digit.repeat(64));
const owners = { productId: product, modelId: model, sessionId: session };

/** Fills a station of the version before: one entry with a decision and a description, and a good part. */
function insertBefore(database: StationDatabase): void {
  expect(schemaVersion(database)).toBe(version - 1);
  database.exec(`
INSERT INTO products (id, name, created_at) VALUES ('${product}', 'Cookie', 1);
INSERT INTO models (id, product_id, family, preset, created_at, review, defect, training_images, validation_images,
  training_seconds, graph_sha256, graph_bytes, card)
  VALUES ('${model}', '${product}', 'patch', 'compact', 1, 2.5, 4, 20, 5, 60, '${graph}', 1, '{}');
INSERT INTO thresholds (product_id, model_id, review, defect, origin, set_by, set_at)
  VALUES ('${product}', '${model}', 2.5, 4, 'person', 'Mira', 2);
INSERT INTO sessions (id, product_id, model_id, source, started_at, provider, started_by)
  VALUES ('${session}', '${product}', '${model}', '{"kind":"simulated-camera"}', 3, 'cpu', 'Mira');
INSERT INTO log_entries (id, product_id, session_id, model_id, thresholds_id, captured_at, frame_number, name, verdict,
  score, provider, capture_ms, queue_ms, run_ms, post_ms, picture_path, picture_sha256, picture_bytes, picture_width,
  picture_height, map_path, map_sha256, map_bytes, map_width, map_height, frames)
  VALUES (7, '${product}', '${session}', '${model}', 1, 4, 0, 'SN-1', 'defect', 5, 'cpu', 1, 2, 3, 4, 'defects/a.png',
  '${picture}', 5, 8, 8, 'defects/a.map', '${map}', 6, 4, 4, 3);
INSERT INTO inspections (session_id, frame_number, captured_at, score, verdict, thresholds_id, provider, capture_ms,
  queue_ms, run_ms, post_ms, entry_id)
  VALUES ('${session}', 0, 4, 5, 'defect', 1, 'cpu', 1, 1, 1, 1, 7),
         ('${session}', 1, 5, 1, 'good', 1, 'cpu', 1, 1, 1, 1, NULL);
INSERT INTO decisions (entry_id, decision, note, decided_by, decided_at, cause)
  VALUES (7, 'defect', '', 'Mira', 6, 'scratch');
INSERT INTO entry_descriptors (graph_sha256, entry_id, version, descriptor) VALUES ('${graph}', 7, 1, x'0000803f');
`);
}

function migrated(): StationDatabase {
  const path = join(temporaryFolder(), 'station.db');
  const before = openDatabase(path, { migrations: migrations.filter((each) => each.version < version) });
  insertBefore(before);
  before.close();
  return openDatabase(path, { migrations });
}

test('an entry of before is read with its number, files, decision, descriptor and counts', () => {
  const database = migrated();
  const log = createLogRepository(database);
  expect(log.find(7)).toMatchObject({
    entry: {
      id: 7,
      name: 'SN-1',
      verdict: 'defect',
      score: 5,
      frames: 3,
      decision: 'defect',
      cause: 'scratch',
      reason: null,
      pictured: true,
      regions: null,
    },
    thresholdsId: 1,
    files: { picture: { path: 'defects/a.png' }, map: { path: 'defects/a.map', sha256: map } },
  });
  expect(createLogQueries(database).countParts({})).toEqual(countedParts({ good: 1, defect: 1 }));
  expect([...createDescriptorRepository(database).find(graph ?? '', [7])]).toHaveLength(1);
  database.close();
});

test('a part without a verdict has a row and an entry with its reason, and decisions go on', () => {
  const database = migrated();
  const log = createLogRepository(database);
  const lost = uninspectedPart({ ...owners, frameNumber: 2, name: 'SN-3', detail: 'It is cut short.' });
  const id = log.addEntry(lost, noFiles);
  expect(id).toBe(8);
  expect(log.find(id)).toMatchObject({
    entry: { ...lost, score: null, frames: 1, decision: null, pictured: false },
    thresholdsId: null,
    files: noFiles,
  });
  expect(createLogQueries(database).countParts({})).toEqual(
    countedParts({ good: 1, defect: 1, 'not-inspected': 1 }),
  );
  const said = { cause: null, note: 'looked at by hand', decidedBy: 'Mira', decidedAt: 9 };
  log.addDecision({ entryId: id, decision: 'good', ...said });
  expect(log.find(id)?.entry.decision).toBe('good');
  const judged = partResult({ ...owners, verdict: 'review', frameNumber: 3 });
  expect(() => log.addEntry(judged, noFiles)).toThrow(/CHECK/);
  database.close();
});

test('nothing made up stands in such an entry, and none of it changes', () => {
  const database = migrated();
  const log = createLogRepository(database);
  const id = log.addEntry(uninspectedPart(owners), noFiles);
  const columns = `product_id, session_id, model_id, captured_at, frame_number, verdict, reason`;
  const insert = (further: string, value: string): unknown =>
    database.exec(`INSERT INTO log_entries (${columns}, ${further})
      SELECT ${columns}, ${value} FROM log_entries WHERE id = ${id}`);
  for (const [column, value] of [
    ['score', '0'],
    ['thresholds_id', '1'],
    ['regions', '0'],
    ['map_path', "'defects/x.map'"],
    ['picture_sha256', `'${picture}'`],
  ] as const) {
    expect(() => insert(column, value), column).toThrow(/CHECK/);
  }
  for (const change of ["reason = 'late'", 'score = 1', "detail = 'x'", "picture_path = 'x'"]) {
    expect(() => database.exec(`UPDATE log_entries SET ${change}`), change).toThrow('never changes');
  }
  expect(() => database.exec("UPDATE uninspected_parts SET reason = 'late'")).toThrow('never change');
  expect(() => database.exec('DELETE FROM uninspected_parts')).toThrow('never deleted');
  database.close();
});
