import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Frame } from '../../../../src/shared/domain/frame.ts';
import { singleUser } from '../../../../src/main/users/single-user.ts';
import { countedParts } from '../../../support/counts.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { camera, mapOf, openLog, start, watched } from '../../../support/log.ts';
import { testFrame } from '../../../support/test-frame.ts';

type Opened = ReturnType<typeof openLog>;

/** Makes a log of two products: entries with scores 3, 5, 4.5 (Cookie) and 6 (Tape), a minute apart, and good frames between. */
async function filledLog(): Promise<Opened & { cookie: string; tape: string; ids: number[] }> {
  const station = openLog();
  const cookie = await station.session('Cookie', watched);
  const tape = await station.session('Tape', watched);
  const ids: number[] = [];
  for (const [index, score] of [3, 1, 5, 4.5].entries()) {
    const id = await station.record(cookie, index, score, index * 60_000);
    if (id !== null) ids.push(id);
  }
  ids.push((await station.record(tape, 0, 6, 5 * 60_000)) ?? 0);
  return { ...station, cookie: cookie.productId, tape: tape.productId, ids };
}

function pathOf(station: Opened, id: number, column: 'picture_path' | 'map_path'): string {
  const path: unknown = station.database
    .prepare(`SELECT ${column} FROM log_entries WHERE id = ?`)
    .pluck()
    .get(id);
  return join(station.paths.home, String(path));
}

test('a page comes newest, oldest or highest score first, with the total of all', async () => {
  const { log, ids } = await filledLog();
  const page = (order: 'newest' | 'oldest' | 'highest-score', after?: number, limit = 2) =>
    log.query({ filter: {}, order, after, limit });
  expect(page('newest').total).toBe(4);
  expect(page('newest', undefined, 10).entries.map(({ id }) => id)).toEqual(ids.toReversed());
  expect(page('oldest').entries.map(({ id }) => id)).toEqual(ids.slice(0, 2));
  expect(page('oldest', ids[1]).entries.map(({ id }) => id)).toEqual(ids.slice(2));
  expect(page('highest-score', undefined, 10).entries.map(({ score }) => score)).toEqual([6, 5, 4.5, 3]);
});

test('a list names all that fits in order, and stays when something is logged or decided', async () => {
  const { log, ids, session, record } = await filledLog();
  const list = log.list({ filter: {}, order: 'newest', limit: 9 });
  expect(list).toEqual({ total: 4, ids: ids.toReversed(), newest: Math.max(...ids) });
  expect(log.list({ filter: { verdict: 'defect' }, order: 'highest-score', limit: 9 })).toMatchObject({
    total: 3,
  });
  const late = (await record(await session('Tape', watched), 9, 5, -60_000)) ?? 0;
  expect(log.since({}, list.newest)).toEqual({ total: 1 });
  expect(log.since({ verdict: 'review' }, list.newest)).toEqual({ total: 0 });
  expect(log.list({ filter: {}, order: 'oldest', limit: 9 }).ids).toEqual([late, ...ids]);
  expect(log.list({ filter: { minimumScore: 99 }, order: 'newest', limit: 9 })).toEqual({
    total: 0,
    ids: [],
    newest: late,
  });
});

test('entries are looked up by their ids', async () => {
  const { log, ids } = await filledLog();
  const [first = 0, second = 0] = ids;
  const found = log.entries([second, 999, first]);
  expect(found.map(({ id, name, score }) => [id, name, score])).toEqual([
    [first, 'part-0.png', 3],
    [second, 'part-2.png', 5],
  ]);
});

test('each part of a filter narrows the page and its total', async () => {
  const { log, cookie, tape, ids } = await filledLog();
  const [first = 0, second = 0] = ids;
  log.decide(first, { decision: 'good', cause: 'dust', note: '' }, singleUser);
  log.decide(second, { decision: 'defect', cause: null, note: '' }, singleUser);
  const scores = (filter: Parameters<typeof log.query>[0]['filter']) => {
    const { total, entries: page } = log.query({ filter, order: 'oldest', limit: 10 });
    expect(total).toBe(page.length);
    return page.map(({ score }) => score);
  };
  expect(scores({ productId: cookie })).toEqual([3, 5, 4.5]);
  expect(scores({ productId: tape })).toEqual([6]);
  expect(scores({ verdict: 'review' })).toEqual([3]);
  expect(scores({ cause: 'dust' })).toEqual([3]);
  expect(scores({ decision: 'undecided' })).toEqual([4.5, 6]);
  expect(scores({ decision: 'good' })).toEqual([3]);
  expect(scores({ decision: 'defect' })).toEqual([5]);
  expect(scores({ from: start + 120_000, to: start + 180_000 })).toEqual([5]);
  expect(scores({ minimumScore: 4.5, maximumScore: 5 })).toEqual([5, 4.5]);
  expect(scores({ productId: cookie, verdict: 'defect', minimumScore: 4.8 })).toEqual([5]);
});

test('an entry is found by any part of its name, whose letters stand for themselves', async () => {
  const station = openLog();
  const session = await station.session('Cookie', watched);
  for (const [index, name] of ['SN_100%.png', 'SN-1001.png', 'sn\\x.PNG', null].entries()) {
    const { part, ...kept } = station.inspected(session, index, 5, index * 60_000);
    await station.recorder.record({ ...kept, part: { ...part, name } });
  }
  const found = (search: string) =>
    station.log.query({ filter: { search }, order: 'oldest', limit: 9 }).entries.map(({ name }) => name);
  expect(found('100')).toEqual(['SN_100%.png', 'SN-1001.png']);
  expect(found('N_1')).toEqual(['SN_100%.png']);
  expect(found('%')).toEqual(['SN_100%.png']);
  expect(found('\\')).toEqual(['sn\\x.PNG']);
  expect(found('.png')).toHaveLength(3);
  expect(found("' OR 1=1 --")).toEqual([]);
  expect(station.log.count({ search: 'sn' })).toBe(3);
  expect(station.log.since({ search: '100' }, 1)).toEqual({ total: 1 });
});

test('verdicts are counted over products, sessions and time', async () => {
  const { log, cookie, tape } = await filledLog();
  expect(log.counts({})).toEqual(countedParts({ good: 1, review: 1, defect: 3 }));
  expect(log.counts({ productId: cookie })).toEqual(countedParts({ good: 1, review: 1, defect: 2 }));
  expect(log.counts({ productId: tape })).toEqual(countedParts({ defect: 1 }));
  expect(log.counts({ from: start + 60_000, to: start + 120_000 })).toEqual(countedParts({ good: 1 }));
});

test('a decision stands beside the verdict, and taking it back keeps the history', async () => {
  const { log, ids } = await filledLog();
  const [id = 0] = ids;
  log.decide(id, { decision: 'good', cause: 'dust', note: 'crumb on the belt' }, singleUser);
  expect(log.decide(id, { decision: 'defect', cause: 'scratch', note: '' }, singleUser).cause).toBe(
    'scratch',
  );
  const detail = log.decide(
    id,
    { decision: null, cause: null, note: '' },
    { name: 'Mira', roles: ['reviewer'] },
  );
  expect(log.query({ filter: {}, order: 'oldest', limit: 1 }).entries[0]?.cause).toBeNull();
  expect(detail).toMatchObject({ verdict: 'review', score: 3, decision: null, cause: null });
  expect(
    detail.decisions.map(({ decision, cause, note, decidedBy }) => [decision, cause, note, decidedBy]),
  ).toEqual([
    ['good', 'dust', 'crumb on the belt', 'local'],
    ['defect', 'scratch', '', 'local'],
    [null, null, '', 'Mira'],
  ]);
});

test('what was logged cannot be changed, by whatever SQL', async () => {
  const { database, log, ids } = await filledLog();
  log.decide(ids[0] ?? 0, { decision: 'good', cause: null, note: '' }, singleUser);
  expect(() => database.exec('UPDATE log_entries SET score = 0')).toThrow('never changes');
  expect(() => database.exec('UPDATE log_entries SET regions = 0')).toThrow('never changes');
  expect(() => database.exec('UPDATE log_entries SET largest_region = 0')).toThrow('never changes');
  expect(() => database.exec('DELETE FROM log_entries')).toThrow('never deleted');
  expect(() => database.exec("UPDATE inspections SET verdict = 'good'")).toThrow('never change');
  expect(() => database.exec("UPDATE decisions SET decision = 'defect'")).toThrow('never change');
});

test('a replay runs the model of the entry on the very pixels that were inspected', async () => {
  const seen: { modelId: string; frame: Frame }[] = [];
  const station = openLog((modelId, frame) => {
    seen.push({ modelId, frame });
    const score = seen.length === 1 ? 5.5 : 5.51;
    return Promise.resolve({ score, ...mapOf(score) });
  });
  const session = await station.session('Cookie', camera);
  const id = (await station.record(session, 3, 5.5, 0)) ?? 0;
  const same = { loggedScore: 5.5, loggedVerdict: 'defect', replayedVerdict: 'defect' };
  const regions = { count: 1, largest: 1 };
  expect(await station.log.replay(id)).toEqual({ ...same, replayedScore: 5.5, regions, equal: true });
  expect(await station.log.replay(id)).toEqual({ ...same, replayedScore: 5.51, regions, equal: false });
  expect(seen[0]?.modelId).toBe(session.modelId);
  expect(Buffer.from(seen[0]?.frame.data ?? []).equals(testFrame(3).data)).toBe(true);
});

test('a replay judges the map as well, by the limits of that moment, and tells another verdict', async () => {
  const station = openLog(() => Promise.resolve({ score: 1, ...mapOf(1) }));
  const session = await station.session('Cookie', camera);
  const limits = { review: 2.5, defect: 4, pixelThreshold: 1, smallestArea: 2 / 12 };
  station.products.setThresholds(session.productId, limits, singleUser);
  const id = (await station.record(session, 3, 1.125, 0)) ?? 0;
  station.products.setThresholds(session.productId, { ...limits, smallestArea: 0.01 }, singleUser);
  expect(await station.log.replay(id)).toEqual({
    loggedScore: 1.125,
    replayedScore: 1,
    loggedVerdict: 'defect',
    replayedVerdict: 'good',
    regions: { count: 0, largest: 1 / 12 },
    equal: false,
  });
});

test('a false reject goes back to its product as a good image, once', async () => {
  const { log, datasets, cookie, ids } = await filledLog();
  const image = await log.addToDataset(ids[0] ?? 0, singleUser);
  expect(image).toMatchObject({ productId: cookie, name: 'part-0.png', origin: 'log', width: 48 });
  expect((await log.addToDataset(ids[0] ?? 0, singleUser)).id).toBe(image.id);
  expect(datasets.imagesForTraining(cookie)).toHaveLength(1);
});

test('what a person decided on goes to the test images, a defect with its cause as kind', async () => {
  const { log, datasets, cookie, ids } = await filledLog();
  const [first = 0, second = 0] = ids;
  expect(await failureOf(() => log.addToDataset(first, singleUser, 'test'))).toMatchObject({
    code: 'CONFLICT',
    message: expect.stringContaining(String(first)),
  });
  log.decide(first, { decision: 'defect', cause: 'scratch', note: '' }, singleUser);
  log.decide(second, { decision: 'good', cause: 'dust', note: '' }, singleUser);
  const defective = await log.addToDataset(first, singleUser, 'test');
  expect(defective).toMatchObject({
    purpose: 'test',
    label: 'defect',
    kind: 'scratch',
    origin: 'log',
  });
  expect(await log.addToDataset(second, singleUser, 'test')).toMatchObject({
    purpose: 'test',
    label: 'good',
    kind: null,
  });
  expect(datasets.imagesForTraining(cookie)).toEqual([]);
  expect(datasets.counts(cookie).test).toEqual({ good: 1, defective: 1, masks: 0 });
});

test('a picture or map that was changed on disk is named, never shown as if it were the logged one', async () => {
  const station = await filledLog();
  const [id = 0, other = 0] = station.ids;
  const picture = pathOf(station, id, 'picture_path');
  const map = pathOf(station, id, 'map_path');
  writeFileSync(picture, 'changed');
  rmSync(map);
  for (const [path, read] of [
    [picture, () => station.log.picture(id)],
    [picture, () => station.log.thumbnail(id)],
    [picture, () => station.log.replay(id)],
    [picture, () => station.log.addToDataset(id, singleUser)],
    [map, () => station.log.map(id)],
  ] as const) {
    expect(await failureOf(read)).toMatchObject({
      code: 'CORRUPT_FILE',
      message: expect.stringContaining(path),
    });
  }
  expect((await station.log.picture(other)).bytes.length).toBeGreaterThan(0);
});

test('an entry that does not exist is named', async () => {
  const { log } = openLog();
  expect(await failureOf(() => log.get(99))).toMatchObject({
    code: 'NOT_FOUND',
    message: expect.stringContaining('99'),
  });
});
