import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { migrations } from '../../../../../src/main/database/migrations.ts';
import { openDatabase } from '../../../../../src/main/database/open-database.ts';
import { createLogRepository } from '../../../../../src/main/log/repository.ts';
import { partResult } from '../../../../support/part-result.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

const version = migrations.find(({ name }) => name === 'kept-good')?.version ?? 0;
const [product, model, session] = [randomUUID(), randomUUID(), randomUUID()];

test('a log of before takes kept good parts; its rows, checks and triggers are as they were', () => {
  const path = join(temporaryFolder(), 'station.db');
  const before = openDatabase(path, { migrations: migrations.filter((each) => each.version < version) });
  // The audit triggers are today's and name columns that this version does not have yet.
  before.exec(`DROP TRIGGER audit_products_insert;
INSERT INTO products (id, name, created_at) VALUES ('${product}', 'Cookie', 1);
INSERT INTO models (id, product_id, family, preset, created_at, review, defect, training_images, validation_images,
  training_seconds, graph_sha256, graph_bytes, card)
  VALUES ('${model}', '${product}', 'patch', 'compact', 1, 2.5, 4, 20, 5, 60, '${'a'.repeat(64)}', 1, '{}');
INSERT INTO thresholds (product_id, model_id, review, defect, origin, set_by, set_at)
  VALUES ('${product}', '${model}', 2.5, 4, 'person', 'Mira', 2);
INSERT INTO sessions (id, product_id, model_id, source, started_at, provider, started_by)
  VALUES ('${session}', '${product}', '${model}', '{"kind":"simulated-camera"}', 3, 'cpu', 'Mira');
INSERT INTO inspections (session_id, frame_number, captured_at, score, verdict, thresholds_id, provider, capture_ms,
  queue_ms, run_ms, post_ms) VALUES ('${session}', 0, 5, 1, 'good', 1, 'cpu', 1, 1, 1, 1);
`);
  const good = partResult({
    productId: product,
    modelId: model,
    sessionId: session,
    verdict: 'good',
    score: 1,
    capturedAt: 6,
    thresholds: { id: 1, review: 2.5, defect: 4, pixelThreshold: 4, smallestArea: 0 },
  });
  const file = (path: string) => ({ path, sha256: 'b'.repeat(64), bytes: 5, width: 8, height: 8 });
  const files = { picture: file('defects/a.png'), map: file('defects/a.map') };
  expect(() => createLogRepository(before).addEntry(good, files)).toThrow('CHECK');
  before.close();

  const database = openDatabase(path);
  const log = createLogRepository(database);
  const id = log.addEntry(good, files);
  expect(log.find(id)).toMatchObject({ entry: { verdict: 'good', pictured: true } });
  expect(log.logged(good)).toEqual({ entryId: id });
  expect(database.prepare('SELECT count(*) FROM inspections').pluck().get()).toBe(2);
  // A part that is not good still needs an entry, and an unknown verdict is refused.
  const without = (verdict: string) => () =>
    database.exec(`INSERT INTO inspections (session_id, frame_number, captured_at, score, verdict, thresholds_id, provider,
      capture_ms, queue_ms, run_ms, post_ms) VALUES ('${session}', 1, 7, 5, '${verdict}', 1, 'cpu', 1, 1, 1, 1)`);
  expect(without('defect')).toThrow('CHECK');
  expect(without('fair')).toThrow('CHECK');
  expect(() => database.exec('DELETE FROM log_entries')).toThrow('never deleted');
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
  database.close();
  // A new connection reads the changed schema.
  expect(createLogRepository(openDatabase(path)).find(id)).not.toBeNull();
});
