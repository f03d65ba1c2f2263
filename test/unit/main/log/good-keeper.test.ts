import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createGoodKeeper } from '../../../../src/main/log/good-keeper.ts';
import { createRetention } from '../../../../src/main/log/retention/retention.ts';
import { createRetentionRepository } from '../../../../src/main/log/retention/retention-repository.ts';
import { countOverview } from '../../../../src/main/statistics/overview.ts';
import { createStatisticsRepository } from '../../../../src/main/statistics/repository.ts';
import { singleUser } from '../../../../src/main/users/single-user.ts';
import { newRetentionRuleSchema } from '../../../../src/shared/contract/retention.ts';
import type { KeptGood } from '../../../../src/shared/domain/kept-good.ts';
import { countedParts } from '../../../support/counts.ts';
import { camera, openLog, start, watched } from '../../../support/log.ts';
import { partResult } from '../../../support/part-result.ts';

const good = (at: number, score = 0.1, lane = 1) =>
  partResult({ verdict: 'good', score, capturedAt: at, lane });

test('of each so many good parts one is kept, at a place drawn anew; lanes are drawn for apart', () => {
  const places = [2, 0, 1];
  const keeps = createGoodKeeper(
    () => ({ oneIn: 3, nearLimit: null }),
    () => places.shift() ?? 0,
  );
  const kept = Array.from({ length: 6 }, (_, at) => keeps(good(at), true));
  expect(kept).toEqual([false, false, true, true, false, false]);
  // Another lane starts a draw of its own in the middle of the first lane's.
  expect([keeps(good(7, 0.1, 2), true), keeps(good(8, 0.1, 2), true)]).toEqual([false, true]);
});

test('a changed rule acts on the next part, and none keeps nothing', () => {
  let rule: KeptGood = { oneIn: null, nearLimit: null };
  const keeps = createGoodKeeper(() => rule);
  expect(keeps(good(0), true)).toBe(false);
  rule = { oneIn: 1, nearLimit: null };
  expect([keeps(good(1), true), keeps(good(2), true)]).toEqual([true, true]);
});

test('each part near T1 is kept; of frames that show it, one a second', () => {
  const part = good(0);
  const near = part.thresholds.review * 0.9;
  const keeps = createGoodKeeper(() => ({ oneIn: null, nearLimit: 0.9 }));
  expect([near, near * 0.99, near * 1.01].map((score) => keeps(good(0, score), true))).toEqual([
    true,
    false,
    true,
  ]);
  const frames = [0, 400, 999, 1000, 1400].map((at) => keeps(good(at, near, 2), false));
  expect(frames).toEqual([true, false, false, true, false]);
});

/** Makes a log with twenty good parts, of which the product keeps one in ten, and a defect. */
async function keptLog() {
  const station = openLog();
  const session = await station.session('Cookie', watched);
  const { line } = station.products.get(session.productId);
  station.products.setLine(session.productId, { ...line, keptGood: { oneIn: 10, nearLimit: null } });
  for (let number = 0; number < 20; number++) await station.record(session, number, 1, number * 1000);
  const defect = await station.record(session, 20, 5, 20_000);
  const kept = station.log.query({ filter: { verdict: 'good' }, order: 'oldest', limit: 10 });
  return { ...station, session, defect, kept };
}

test('no picture is kept that the rule does not ask for; kept good parts are a kind of their own in the log', async () => {
  const { log, paths, kept, defect } = await keptLog();
  expect(kept.total).toBe(2);
  expect(readdirSync(join(paths.log, '2026-11-23'))).toHaveLength(2 * 3);
  const [first] = kept.entries;
  expect(log.get(first?.id ?? 0)).toMatchObject({
    verdict: 'good',
    score: 1,
    pictured: true,
    map: { width: 4 },
  });
  for (const filter of [{}, { decision: 'undecided' }, { minimumScore: 0 }] as const) {
    for (const order of ['newest', 'highest-score'] as const) {
      expect(log.query({ filter, order, limit: 10 })).toMatchObject({ total: 1, entries: [{ id: defect }] });
    }
  }
  expect(
    log.query({ filter: { verdict: 'good', decision: 'undecided' }, order: 'newest', limit: 9 }).total,
  ).toBe(2);
  // A search for a certain part finds it whatever its verdict.
  const named = { search: first?.name ?? '' };
  expect(log.query({ filter: named, order: 'newest', limit: 9 }).entries).toContainEqual(first);
  expect(log.counts({})).toEqual(countedParts({ good: 20, defect: 1 }));
});

test('an escape is counted, and goes to the test images as a defect of its kind', async () => {
  const { log, datasets, database, session, kept } = await keptLog();
  const [escape, right] = kept.entries.map(({ id }) => id);
  log.decide(escape ?? 0, { decision: 'defect', cause: 'crack', note: '' }, singleUser);
  log.decide(right ?? 0, { decision: 'good', cause: null, note: '' }, singleUser);
  const { decided, buckets } = await countOverview(createStatisticsRepository(database), {}, 'UTC');
  expect(decided).toContainEqual({ verdict: 'good', decision: 'defect', entries: 1, parts: 1 });
  expect(decided).toContainEqual({ verdict: 'good', decision: 'good', entries: 1, parts: 1 });
  expect(buckets.reduce((sum, { entries }) => sum + entries, 0)).toBe(1);
  await log.addToDataset(escape ?? 0, singleUser, 'test');
  const { images } = datasets.list(session.productId, 0, 9, { purpose: 'test' });
  expect(images).toMatchObject([{ label: 'defect', kind: 'crack', origin: 'log' }]);
});

test('a part stays good where its picture cannot be written', async () => {
  const station = openLog();
  const session = await station.session('Cookie', camera);
  const { line } = station.products.get(session.productId);
  station.products.setLine(session.productId, { ...line, keptGood: { oneIn: 1, nearLimit: null } });
  writeFileSync(station.paths.log, 'in the way');
  expect(await station.record(session, 0, 1, 0)).toBeNull();
  expect(station.log.counts({}).frames.good).toBe(1);
});

test('a rule of retention lets pictures of kept good parts go, where it names them alone, too', async () => {
  const { database, files, changes, kept, log, defect } = await keptLog();
  const retention = createRetention({
    repository: createRetentionRepository(database),
    remove: files.removePath,
    busy: () => false,
    changes,
    now: () => start + 40 * 86_400_000,
    pauseMs: 0,
  });
  retention.set(newRetentionRuleSchema.parse({ days: 30, verdict: 'good' }), singleUser);
  for await (const { entries } of retention.run()) expect(entries).toBeLessThanOrEqual(2);
  expect(kept.entries.map(({ id }) => log.get(id).pictured)).toEqual([false, false]);
  expect(log.get(defect ?? 0).pictured).toBe(true);
});
