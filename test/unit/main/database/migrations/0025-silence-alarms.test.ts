import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { migrations } from '../../../../../src/main/database/migrations.ts';
import { openDatabase } from '../../../../../src/main/database/open-database.ts';
import { createAlarmRepository } from '../../../../../src/main/inspection/alarm-repository.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

const version = migrations.find(({ name }) => name === 'silence-alarms')?.version ?? 0;
const [product, model, session] = [randomUUID(), randomUUID(), randomUUID()];

test('alarms of before stand as they did, and one of silence has its own cause and the next number', () => {
  const path = join(temporaryFolder(), 'station.db');
  const before = openDatabase(path, { migrations: migrations.filter((each) => each.version < version) });
  before.exec(`
INSERT INTO products (id, name, created_at) VALUES ('${product}', 'Cookie', 1);
INSERT INTO models (id, product_id, family, preset, created_at, review, defect, training_images, validation_images,
  training_seconds, graph_sha256, graph_bytes, card)
  VALUES ('${model}', '${product}', 'patch', 'compact', 1, 2.5, 4, 20, 5, 60, '${'a'.repeat(64)}', 1, '{}');
INSERT INTO sessions (id, product_id, model_id, source, started_at, provider, started_by)
  VALUES ('${session}', '${product}', '${model}', '{"kind":"simulated-camera"}', 3, 'cpu', 'Mira');
INSERT INTO alarms (id, session_id, alarm_after, raised_at, acknowledged_by, acknowledged_at)
  VALUES (3, '${session}', 2, 4, 'Mira', 5), (7, '${session}', 4, 6, NULL, NULL);
`);
  before.close();
  const database = openDatabase(path);
  const alarms = createAlarmRepository(database);
  const lane = { lane: 1, laneName: 'Lane 1' };
  const old = { id: 7, ...lane, productName: 'Cookie', alarmAfter: 4, silentSeconds: null, raisedAt: 6 };
  expect(alarms.standing()).toEqual([old]);
  alarms.acknowledge(7, 'Otto', 8);
  expect(() => database.exec('UPDATE alarms SET acknowledged_at = 9 WHERE id = 3')).toThrow('never changes');
  const next = alarms.next(session, { alarmAfter: null, silentSeconds: 30 }, 9);
  expect(next).toEqual({ ...old, id: 8, alarmAfter: null, silentSeconds: 30, raisedAt: 9 });
  alarms.insert(session, next);
  expect(alarms.standing()).toEqual([next]);
  for (const cause of [
    { alarmAfter: 2, silentSeconds: 2 },
    { alarmAfter: null, silentSeconds: null },
  ]) {
    expect(() => alarms.insert(session, { ...next, id: 9, ...cause })).toThrow(/CHECK/);
  }
  database.close();
});
