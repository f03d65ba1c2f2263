import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createRetention } from '../../../../../src/main/log/retention/retention.ts';
import { createRetentionRepository } from '../../../../../src/main/log/retention/retention-repository.ts';
import { singleUser } from '../../../../../src/main/users/single-user.ts';
import { newRetentionRuleSchema, type Going } from '../../../../../src/shared/contract/retention.ts';
import { failureOf } from '../../../../support/failure-of.ts';
import { openLog, start, watched } from '../../../../support/log.ts';

const day = 86_400_000;

/** Makes a log of ten entries, one a day; the first one has a decision, the second one is in a report. */
async function filledLog(busy: () => boolean = () => false, now = start + 10 * day) {
  const station = openLog();
  const session = await station.session('Cookie', watched);
  const ids: number[] = [];
  for (let number = 0; number < 10; number++) {
    ids.push((await station.record(session, number, number % 2 === 0 ? 3 : 5, number * day)) ?? 0);
  }
  station.log.decide(ids[0] ?? 0, { decision: 'good', cause: null, note: '' }, singleUser);
  station.log.markExported(ids.slice(1, 2));
  /** Entries that get a decision as soon as another entry's files are removed. */
  const late: number[] = [];
  const retention = createRetention({
    repository: createRetentionRepository(station.database),
    async remove(path) {
      for (const id of late.splice(0)) {
        station.log.decide(id, { decision: 'defect', cause: null, note: '' }, singleUser);
      }
      await station.files.removePath(path);
    },
    busy,
    changes: station.changes,
    now: () => now,
    pauseMs: 0,
  });
  const pathsOf = (id: number): string[] =>
    station.database
      .prepare('SELECT picture_path, map_path FROM log_entries WHERE id = ?')
      .raw()
      .all(id)
      .flat()
      .map((path) => join(station.paths.home, String(path)));
  const decideBefore = (id: number): void => void late.push(id);
  return { ...station, session, ids, retention, pathsOf, decideBefore };
}

const rule = (of: object) => newRetentionRuleSchema.parse(of);

async function whole(steps: AsyncIterable<Going>): Promise<Going> {
  let last: Going = { entries: 0, bytes: 0 };
  for await (const step of steps) last = step;
  return last;
}

test('pictures older than a rule says go; rows stay and say when and by which rule', async () => {
  const { retention, log, ids, pathsOf } = await filledLog();
  const asked = rule({ days: 5 });
  // Of the five older entries, one has a decision and one is in a report; the rule spares both.
  const going = await retention.preview(asked);
  expect(going.entries).toBe(3);
  const { id } = retention.set(asked, singleUser);
  const before = retention.state();
  expect(await whole(retention.run())).toEqual(going);
  expect(await retention.preview()).toEqual({ entries: 0, bytes: 0 });
  expect(retention.state().kept).toEqual({
    entries: before.kept.entries - 3,
    bytes: before.kept.bytes - going.bytes,
  });
  const pictured = ids.map((entry) => log.get(entry).pictured);
  expect(pictured).toEqual([true, true, false, false, false, true, true, true, true, true]);
  for (const [index, entry] of ids.entries()) {
    const there = pictured[index] === true;
    expect(pathsOf(entry).map((path) => existsSync(path))).toEqual([there, there]);
  }
  expect(log.get(ids[2] ?? 0)).toMatchObject({ score: 3, picturesGone: { at: start + 10 * day, rule: id } });
  expect(await failureOf(() => log.picture(ids[2] ?? 0))).toMatchObject({
    code: 'CONFLICT',
    message: expect.stringContaining(`rule ${id}`),
  });
  expect(await failureOf(() => log.replay(ids[2] ?? 0))).toMatchObject({ code: 'CONFLICT' });
  expect(log.page({ filter: {}, order: 'oldest', limit: 10 }).map((entry) => entry.pictured)).toEqual(
    pictured,
  );
});

test('of entries that stay, others have their turn between pages', async () => {
  const { retention, log, ids, session, record } = await filledLog();
  for (let number = 0; number < 210; number++) await record(session, number + 10, 3, -number);
  log.decide(ids[3] ?? 0, { decision: 'defect', cause: null, note: '' }, singleUser);
  retention.set(rule({ days: 5, verdict: 'defect' }), singleUser);
  let turns = 0;
  const count = (): void => {
    turns += 1;
    next = setImmediate(count);
  };
  let next = setImmediate(count);
  expect(await whole(retention.run())).toEqual({ entries: 0, bytes: 0 });
  clearImmediate(next);
  expect(turns).toBeGreaterThanOrEqual(1);
});

test('what somebody decides on while others go stays', async () => {
  const { retention, log, ids, pathsOf, decideBefore } = await filledLog();
  retention.set(rule({ days: 1 }), singleUser);
  decideBefore(ids[3] ?? 0);
  await whole(retention.run());
  expect([2, 3, 4].map((index) => log.get(ids[index] ?? 0).pictured)).toEqual([false, true, false]);
  expect(pathsOf(ids[3] ?? 0).map((path) => existsSync(path))).toEqual([true, true]);
});

test('what people decided on and what stands in a report goes where the rule says so, and a verdict alone where it names one', async () => {
  const { retention } = await filledLog();
  expect((await retention.preview(rule({ days: 5, takesDecided: true }))).entries).toBe(4);
  expect((await retention.preview(rule({ days: 5, takesDecided: true, takesExported: true }))).entries).toBe(
    5,
  );
  expect((await retention.preview(rule({ days: 5, verdict: 'review' }))).entries).toBe(2);
  expect((await retention.preview(rule({ days: 30 }))).entries).toBe(0);
});

test('beyond a size the oldest go, as many as are needed', async () => {
  const { retention, ids, log } = await filledLog();
  const { kept } = retention.state();
  const asked = rule({ gigabytes: (kept.bytes * 0.75) / 1e9, takesDecided: true, takesExported: true });
  retention.set(asked, singleUser);
  await whole(retention.run());
  expect(retention.state().kept.bytes).toBeLessThanOrEqual(kept.bytes * 0.75);
  expect(ids.map((entry) => log.get(entry).pictured)).toEqual([
    ...Array<boolean>(3).fill(false),
    ...Array<boolean>(7).fill(true),
  ]);
});

test('it waits while the line needs the disk, and stops where nobody waits for it', async () => {
  let asked = 0;
  const { retention } = await filledLog(() => ++asked < 20);
  retention.set(rule({ days: 5 }), singleUser);
  expect((await whole(retention.run())).entries).toBe(3);
  expect(asked).toBe(20);
  const stopped = new AbortController();
  retention.set(rule({ days: 1 }), singleUser);
  stopped.abort();
  await expect(whole(retention.run(stopped.signal))).rejects.toMatchObject({ name: 'AbortError' });
});

test('what somebody decides on while it waits stays', async () => {
  let decide = (): void => undefined;
  const { retention, log, ids } = await filledLog(() => {
    decide();
    return false;
  });
  decide = () => log.decide(ids[2] ?? 0, { decision: 'defect', cause: null, note: '' }, singleUser);
  retention.set(rule({ days: 5 }), singleUser);
  expect((await whole(retention.run())).entries).toBe(2);
  expect(log.get(ids[2] ?? 0).pictured).toBe(true);
});

test('a clock that is set years ahead makes pictures a week older, not all of them old', async () => {
  const { retention } = await filledLog(undefined, Date.UTC(2100, 0, 1));
  retention.set(rule({ days: 30 }), singleUser);
  expect((await whole(retention.runByItself())).entries).toBe(0);
  retention.set(rule({ days: 14 }), singleUser);
  expect((await whole(retention.runByItself())).entries).toBe(0);
  retention.set(rule({ days: 12 }), singleUser);
  expect((await whole(retention.runByItself())).entries).toBe(2);
});

test('a rule that is removed takes nothing, and pictures that went do not come back', async () => {
  const { retention, database } = await filledLog();
  const { id } = retention.set(rule({ days: 5 }), singleUser);
  retention.remove(id, singleUser);
  expect((await whole(retention.run())).entries).toBe(0);
  expect(await failureOf(() => retention.remove(id, singleUser))).toMatchObject({ code: 'NOT_FOUND' });
  expect(() => database.exec('UPDATE retention_rules SET days = 1')).toThrow('never changes');
  retention.set(rule({ days: 5 }), singleUser);
  await whole(retention.run());
  expect(() => database.exec('UPDATE log_entries SET pictures_gone_at = NULL')).toThrow('do not come back');
});
