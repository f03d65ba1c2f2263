import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { mostAtOnce } from '../../../../src/shared/contract/log.ts';
import { singleUser } from '../../../../src/main/users/single-user.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { openLog, watched } from '../../../support/log.ts';

const mira = { name: 'Mira', roles: ['reviewer'] } as const;

async function logOf(parts: number) {
  const station = openLog();
  const session = await station.session('Cookie', watched);
  const ids: number[] = [];
  for (let index = 0; index < parts; index++) {
    ids.push((await station.record(session, index, 5, index * 60_000)) ?? 0);
  }
  const words = () => station.log.entries(ids).map(({ decision, cause }) => [decision, cause]);
  return { ...station, ids, words };
}

test('one word on many entries is a decision on each, and goes back to what each said before', async () => {
  const { log, ids, words } = await logOf(3);
  const [first = 0, second = 0, third = 0] = ids;
  log.decide(first, { decision: 'good', cause: 'dust', note: '' }, singleUser);
  const said = { decision: 'defect', cause: 'scratch', note: 'one shift' } as const;
  const { before } = await log.decideMany([third, first, first], said, mira);
  expect(words()).toEqual([
    ['defect', 'scratch'],
    [null, null],
    ['defect', 'scratch'],
  ]);
  expect(log.get(third).decisions).toMatchObject([{ ...said, decidedBy: 'Mira' }]);
  expect(await log.restoreMany(before, singleUser)).toEqual({ restored: 2 });
  expect(words()).toEqual([
    ['good', 'dust'],
    [null, null],
    [null, null],
  ]);
  expect(log.get(first).decisions.map(({ decision }) => decision)).toEqual(['good', 'defect', 'good']);
  expect(log.get(second).decisions).toEqual([]);
});

test('an entry that does not exist leaves all of them as they were', async () => {
  const { log, ids, words } = await logOf(2);
  const said = { decision: 'good', cause: null, note: '' } as const;
  expect(await failureOf(() => log.decideMany([...ids, 999], said, singleUser))).toMatchObject({
    code: 'NOT_FOUND',
    message: expect.stringContaining('999'),
  });
  expect(words()).toEqual([
    [null, null],
    [null, null],
  ]);
});

test('what someone else has decided since is not taken back, nor is the rest', async () => {
  const { log, ids, words } = await logOf(2);
  const { before } = await log.decideMany(ids, { decision: 'good', cause: null, note: '' }, singleUser);
  log.decide(ids[1] ?? 0, { decision: 'defect', cause: null, note: '' }, mira);
  expect(await failureOf(() => log.restoreMany(before, singleUser))).toMatchObject({
    code: 'CONFLICT',
    message: expect.stringContaining(String(ids[1])),
  });
  expect(words()).toEqual([
    ['good', null],
    ['defect', null],
  ]);
});

test('a disk that fails half-way through two hundred leaves none of them decided', async () => {
  const { log, database, ids, words } = await logOf(2);
  database.exec(`CREATE TRIGGER fails BEFORE INSERT ON decisions WHEN NEW.entry_id = ${ids[1]} BEGIN
    SELECT RAISE(ABORT, 'disk I/O error'); END`);
  const said = { decision: 'good', cause: null, note: '' } as const;
  await expect(log.decideMany(ids, said, singleUser)).rejects.toThrow('disk I/O error');
  expect(words()).toEqual([
    [null, null],
    [null, null],
  ]);
});

test('what somebody decides while many are taken back stays', async () => {
  const { log, ids } = await logOf(2);
  const { before } = await log.decideMany(ids, { decision: 'good', cause: null, note: '' }, singleUser);
  const restoring = log.restoreMany(before, singleUser);
  // By now all entries were looked at, and none is restored yet.
  await turn();
  log.decide(ids[1] ?? 0, { decision: 'defect', cause: null, note: '' }, mira);
  expect(await restoring).toEqual({ restored: 1 });
  expect(log.entries(ids).map(({ decision }) => decision)).toEqual([null, 'defect']);
});

test('ten thousand at once are decided and taken back, and the line has its turns meanwhile', async () => {
  const { log, database, ids } = await logOf(1);
  const columns = database
    .prepare("SELECT group_concat(name) FROM pragma_table_info('log_entries') WHERE name <> 'id'")
    .pluck()
    .get();
  database
    .prepare(
      `WITH RECURSIVE copy (number) AS (SELECT 2 UNION ALL SELECT number + 1 FROM copy WHERE number < ?)
       INSERT INTO log_entries (${String(columns)}) SELECT ${String(columns)} FROM copy, log_entries WHERE log_entries.id = ?`,
    )
    .run(mostAtOnce, ids[0]);
  const list = log.list({ filter: {}, order: 'oldest', limit: mostAtOnce }).ids;
  const deciding = log.decideMany(list, { decision: 'defect', cause: null, note: '' }, singleUser);
  let turns = 0;
  const count = (): void => {
    turns += 1;
    next = setImmediate(count);
  };
  let next = setImmediate(count);
  const { before } = await deciding;
  clearImmediate(next);
  expect(turns).toBeGreaterThan(50);
  expect(before).toHaveLength(mostAtOnce);
  expect(log.count({ decision: 'defect' })).toBe(mostAtOnce);
  expect(await log.restoreMany(before, singleUser)).toEqual({ restored: mostAtOnce });
  expect(log.count({ decision: 'undecided' })).toBe(mostAtOnce);
});
