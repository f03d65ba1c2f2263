import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { migrations } from '../../../../../src/main/database/migrations.ts';
import { openDatabase } from '../../../../../src/main/database/open-database.ts';
import { countOverview } from '../../../../../src/main/statistics/overview.ts';
import { createStatisticsRepository } from '../../../../../src/main/statistics/repository.ts';
import { seenIn } from '../../../../../src/shared/domain/bucket-sums.ts';
import { counted } from '../../../../support/counts.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

const version = migrations.find(({ name }) => name === 'session-groups')?.version ?? 0;
const [product, model, alone, top, side, empty] = Array.from({ length: 6 }, () => randomUUID());

test('sessions of before know their group, also where all that they saw was good: a part counts once', async () => {
  const path = join(temporaryFolder(), 'station.db');
  const before = openDatabase(path, { migrations: migrations.filter((each) => each.version < version) });
  before.exec(`
INSERT INTO products (id, name, created_at) VALUES ('${product}', 'Cookie', 1);
INSERT INTO models (id, product_id, family, preset, created_at, review, defect, training_images, validation_images,
  training_seconds, graph_sha256, graph_bytes, card)
  VALUES ('${model}', '${product}', 'patch', 'compact', 1, 2.5, 4, 20, 5, 60, '${'a'.repeat(64)}', 1, '{}');
INSERT INTO thresholds (product_id, model_id, review, defect, origin, set_by, set_at)
  VALUES ('${product}', '${model}', 2.5, 4, 'person', 'Mira', 2);
`);
  const session = before.prepare(`INSERT INTO sessions
    (id, product_id, model_id, source, started_at, provider, started_by, lane, lane_name, trigger_kind)
    VALUES (?, '${product}', '${model}', '{"kind":"push"}', 3, 'cpu', 'Mira', ?, 'Lane', 'free')`);
  for (const [id, lane] of [
    [alone, 1],
    [top, 2],
    [side, 3],
    [empty, 2],
  ] as const) {
    session.run(id, lane);
  }
  const good = before.prepare(`INSERT INTO inspections (session_id, frame_number, captured_at, score, verdict,
    thresholds_id, provider, capture_ms, queue_ms, run_ms, post_ms, part_number)
    VALUES (?, ?, ?, 1, 'good', 1, 'cpu', 1, 1, 1, 1, ?)`);
  const part = before.prepare(`INSERT INTO parts VALUES (?, 'Box', ?, ?)`);
  const view = before.prepare(
    `INSERT INTO part_views (part_number, lane, lane_name, verdict, entry_id) VALUES (?, ?, 'Lane', ?, ?)`,
  );
  good.run(alone, 0, 10, 1);
  // Two parts pass both lanes: one lane calls both good, the other one misses the second part.
  for (const number of [2, 3]) {
    const [topVerdict, sideVerdict] = ['good', number === 2 ? 'good' : 'not-inspected'];
    good.run(top, number, number * 10, number);
    let entry: number | bigint | null = null;
    if (number === 2) good.run(side, number, number * 10, number);
    else {
      entry = before
        .prepare(
          `INSERT INTO log_entries (product_id, session_id, model_id, captured_at, frame_number,
        verdict, reason, lane, part_number, group_name)
        VALUES ('${product}', ?, '${model}', 30, 3, 'not-inspected', 'late', 3, 3, 'Box')`,
        )
        .run(side).lastInsertRowid;
      before
        .prepare(
          `INSERT INTO uninspected_parts (session_id, frame_number, captured_at, reason, entry_id, part_number)
        VALUES (?, 3, 30, 'late', ?, 3)`,
        )
        .run(side, entry);
    }
    part.run(number, sideVerdict, number * 10);
    view.run(number, 2, topVerdict, null);
    view.run(number, 3, sideVerdict, entry);
  }
  before.close();

  const database = openDatabase(path);
  const groups = database.prepare('SELECT id, group_name AS name FROM sessions').all();
  expect(groups).toEqual(
    expect.arrayContaining([
      { id: alone, name: null },
      { id: top, name: 'Box' },
      { id: side, name: 'Box' },
      { id: empty, name: null },
    ]),
  );
  const statistics = createStatisticsRepository(database);
  const partsOf = async (filter: { lane?: number }) =>
    seenIn((await countOverview(statistics, filter, 'UTC')).buckets).parts;
  expect(await partsOf({})).toEqual(counted({ good: 2, 'not-inspected': 1 }));
  expect(await partsOf({ lane: 2 })).toEqual(counted({ good: 1, 'not-inspected': 1 }));
  database.close();
});
