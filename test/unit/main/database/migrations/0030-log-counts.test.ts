import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { migrations } from '../../../../../src/main/database/migrations.ts';
import { openDatabase, type StationDatabase } from '../../../../../src/main/database/open-database.ts';
import { seededRandom } from '../../../../../src/main/networks/random.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

const version = migrations.find(({ name }) => name === 'log-counts')?.version ?? 0;
const [product, model, alone, front, back] = Array.from({ length: 5 }, () => randomUUID());
const quarter = 900_000;

function insertSet(database: StationDatabase): void {
  database.exec(`
INSERT INTO products (id, name, created_at) VALUES ('${product}', 'Cookie', 1);
INSERT INTO models (id, product_id, family, preset, created_at, review, defect, training_images, validation_images,
  training_seconds, graph_sha256, graph_bytes, card)
  VALUES ('${model}', '${product}', 'patch', 'compact', 1, 2.5, 4, 20, 5, 60, '${'a'.repeat(64)}', 1, '{}');
INSERT INTO thresholds (product_id, model_id, review, defect, origin, set_by, set_at)
  VALUES ('${product}', '${model}', 2.5, 4, 'person', 'Mira', 2);
${[
  [alone, 'NULL'],
  [front, "'Box'"],
  [back, "'Box'"],
]
  .map(
    ([
      id,
      group,
    ]) => `INSERT INTO sessions (id, product_id, model_id, source, started_at, provider, started_by, group_name)
  VALUES ('${id}', '${product}', '${model}', '{"kind":"push"}', 3, 'cpu', 'Mira', ${group});`,
  )
  .join('\n')}`);
}

/** Logs parts of a single lane and of a group of two lanes, and decides on some entries. */
function insertLog(database: StationDatabase, firstPart: number): void {
  const random = seededRandom(firstPart);
  const among = <Value>(...values: readonly [Value, ...Value[]]): Value =>
    values[Math.floor(random.next() * values.length)] ?? values[0];
  const entry =
    database.prepare(`INSERT INTO log_entries (product_id, session_id, model_id, captured_at, frame_number,
    verdict, reason, lane, part_number) VALUES ('${product}', @session, '${model}', @at, 0, 'not-inspected', @reason, @lane, @part)`);
  const uninspected =
    database.prepare(`INSERT INTO uninspected_parts (session_id, frame_number, captured_at, reason,
    entry_id, part_number) VALUES (@session, 0, @at, @reason, @entry, @part)`);
  const good =
    database.prepare(`INSERT INTO inspections (session_id, frame_number, captured_at, score, verdict,
    thresholds_id, provider, capture_ms, queue_ms, run_ms, post_ms, part_number)
    VALUES (@session, 0, @at, 1, 'good', 1, 'cpu', 1, 1, 1, 1, @part)`);
  const decide = database.prepare(
    `INSERT INTO decisions (entry_id, decision, note, decided_by, decided_at, cause) VALUES (?, ?, '', 'Mira', 6, ?)`,
  );
  const addPart = database.prepare(`INSERT INTO parts VALUES (?, 'Box', ?, ?)`);
  const addView = database.prepare(
    `INSERT INTO part_views (part_number, lane, lane_name, verdict, reason) VALUES (?, ?, 'Lane', ?, ?)`,
  );
  for (let part = firstPart; part < firstPart + 60; part++) {
    const at = Math.floor(random.next() * 5 * quarter);
    const log = (session: string | undefined, lane: number): string => {
      if (random.next() < 0.4) {
        good.run({ session, at, part });
        return 'good';
      }
      const reason = among('late', 'unreadable');
      const id = entry.run({ session, at, reason, lane, part }).lastInsertRowid;
      uninspected.run({ session, at, reason, entry: id, part });
      if (random.next() < 0.5) decide.run(id, among('good', 'defect'), among(null, 'scratch'));
      if (random.next() < 0.2) decide.run(id, among('good', 'defect', null), null);
      return 'not-inspected';
    };
    if (random.next() < 0.5) {
      log(alone, 1);
      continue;
    }
    // A view may be logged after its part is concluded, and views come in any order.
    const late = random.next() < 0.3;
    const verdicts = new Map([[2, log(front, 2)]]);
    if (!late) verdicts.set(3, log(back, 3));
    addPart.run(part, [...verdicts.values()].includes('not-inspected') ? 'not-inspected' : 'good', at);
    for (const lane of among([2, 3], [3, 2])) {
      const verdict = verdicts.get(lane) ?? 'not-inspected';
      addView.run(part, lane, verdict, verdict === 'good' ? null : 'late');
    }
    if (late) log(back, 3);
  }
}

/** Counts by reading all rows. */
function recounted(database: StationDatabase) {
  const cells = [`captured_at / ${quarter}`, '-1'];
  const all = (statement: (cell: string) => string, order: string): unknown[] =>
    database.prepare(`${cells.map(statement).join(' UNION ALL ')} ORDER BY ${order}`).all();
  return {
    parts: all(
      (
        cell,
      ) => `SELECT session_id, ${cell} AS quarter, sum(outcome = 'good') AS good, 0 AS review, 0 AS defect,
        sum(outcome <> 'good') AS not_inspected, min(captured_at) AS first_at, max(captured_at) AS last_at FROM (
        SELECT session_id, captured_at, 'good' AS outcome FROM inspections UNION ALL
        SELECT session_id, captured_at, 'not-inspected' FROM uninspected_parts) GROUP BY 1, 2`,
      '1, 2',
    ),
    reasons: all(
      (cell) => `SELECT session_id, ${cell} AS quarter, reason, count(*) AS count FROM uninspected_parts
        GROUP BY 1, 2, 3`,
      '1, 2, 3',
    ),
    entries: all(
      (cell) => `SELECT e.session_id, ${cell} AS quarter, verdict, coalesce(decision, '') AS decision,
        coalesce(cause, '') AS cause, count(*) AS entries, sum(s.group_name IS NULL OR e.lane IS
          (SELECT min(v.lane) FROM part_views v JOIN parts p ON p.number = v.part_number
           WHERE p.number = e.part_number AND v.verdict = p.verdict)) AS parts
        FROM log_entries e JOIN sessions s ON s.id = e.session_id GROUP BY 1, 2, 3, 4, 5`,
      '1, 2, 3, 4, 5',
    ),
    grouped: all(
      (cell) => `SELECT sessions, ${cell} AS quarter, verdict, reason, count(*) AS count FROM (
        SELECT p.captured_at, p.verdict, iif(p.verdict = 'good', '', coalesce((SELECT v.reason FROM part_views v
            WHERE v.part_number = p.number AND v.reason IS NOT NULL ORDER BY v.lane LIMIT 1), 'late')) AS reason,
          (SELECT json_group_array(session_id) FROM (
            SELECT session_id FROM inspections WHERE part_number = p.number UNION
            SELECT session_id FROM uninspected_parts WHERE part_number = p.number ORDER BY 1)) AS sessions
        FROM parts p) GROUP BY 1, 2, 3, 4`,
      '1, 2, 3, 4',
    ),
  };
}

function kept(database: StationDatabase) {
  const rows = (table: string, where = ''): unknown[] =>
    database.prepare(`SELECT * FROM ${table} ${where} ORDER BY 1, 2, 3, 4, 5`).all();
  return {
    parts: rows('part_counts'),
    reasons: database.prepare('SELECT * FROM reason_counts ORDER BY 1, 2, 3').all(),
    entries: rows('entry_counts', 'WHERE entries > 0'),
    grouped: database
      .prepare(
        `SELECT x.sessions, c.quarter, c.verdict, c.reason, c.count FROM grouped_counts c
         JOIN session_sets x ON x.id = c.set_id WHERE c.count > 0 ORDER BY 1, 2, 3, 4`,
      )
      .all(),
  };
}

test('counts are those of a walk through the log: of what was there before, and of what is added since', () => {
  const path = join(temporaryFolder(), 'station.db');
  const before = openDatabase(path, { migrations: migrations.filter((each) => each.version < version) });
  insertSet(before);
  insertLog(before, 1);
  before.close();
  const database = openDatabase(path);
  expect(kept(database)).toEqual(recounted(database));
  insertLog(database, 1001);
  expect(kept(database)).toEqual(recounted(database));
  expect(recounted(database).entries.length).toBeGreaterThan(20);
  expect(recounted(database).grouped.length).toBeGreaterThan(5);
  database.close();
});
