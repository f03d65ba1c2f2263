import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openAudit } from '../../../../src/main/audit/open-audit.ts';
import { openDatabase } from '../../../../src/main/database/open-database.ts';
import { stationPaths } from '../../../../src/main/station/paths.ts';
import { createAccessLinks } from '../../../../src/main/users/access-links.ts';
import { createAccessRepository } from '../../../../src/main/users/access-repository.ts';
import { createSignIns, nobody } from '../../../../src/main/users/sign-ins.ts';
import { singleUser } from '../../../../src/main/users/single-user.ts';
import { createUsers } from '../../../../src/main/users/users.ts';
import { createUsersRepository, isNameOfUser } from '../../../../src/main/users/users-repository.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const seat = { id: 'seat', origin: '10.0.0.7' };

/** Makes a home with Ada, administrator, and Otto, operator. @param byMachine measures waits by the machine's clocks */
async function peopled(byMachine = false) {
  const paths = stationPaths(join(temporaryFolder(), 'home'));
  const database = openDatabase(paths.database);
  onTestFinished(() => void database.close());
  const clock = { now: Date.UTC(2026, 11, 1) };
  const mode: { current: 'single' | 'people' } = { current: 'people' };
  const rows = createUsersRepository(database);
  const links = createAccessLinks(createAccessRepository(database), isNameOfUser(rows), () => clock.now);
  const users = createUsers({ rows, links, saltFile: paths.badgeSalt, now: () => clock.now });
  const audit = openAudit(database, paths);
  const signIns = createSignIns({
    rows,
    saltFile: paths.badgeSalt,
    note: audit.note,
    ...(byMachine ? {} : { now: () => clock.now }),
    mode: () => mode.current,
    provider: () => null,
    lockAfter: (roles) => (roles.includes('engineer') ? 15 : 0),
  });
  const ada = await users.add({ name: 'Ada', role: 'administrator', secret: 'correct horse' }, singleUser);
  const otto = await users.add({ name: 'Otto', role: 'operator', secret: '4711' }, singleUser);
  const codes = () =>
    database.prepare(`SELECT code || ' ' || subject FROM audit_records ORDER BY number`).pluck().all();
  return { paths, database, clock, mode, users, links, signIns, ada, otto, codes };
}

test('who signs in sits at that window with their roles, until they sign out', async () => {
  const { signIns, codes } = await peopled();
  expect(signIns.userAt('seat', singleUser)).toBe(nobody);
  expect(await signIns.signIn(seat, 'otto', '4711')).toEqual({ outcome: 'in' });
  expect(signIns.userAt('seat', singleUser)).toEqual({ name: 'Otto', roles: ['viewer', 'operator'] });
  expect(signIns.userAt('another', singleUser)).toBe(nobody);
  expect(signIns.userAt(null, singleUser)).toBe(nobody);
  signIns.signOut('seat');
  expect(signIns.userAt('seat', singleUser)).toBe(nobody);
  expect(codes()).toEqual(['user.made Ada', 'user.made Otto', 'sign-in.done Otto', 'sign-in.left Otto']);
});

test('nobody is called what looks like whoever sits at the station', async () => {
  const { users } = await peopled();
  for (const name of ['Local', 'lоcal', 'ｌｏｃａｌ', 'l0cal']) {
    const given = { name, role: 'operator', secret: '4711' } as const;
    expect(await failureOf(() => users.add(given, singleUser))).toMatchObject({ code: 'BAD_INPUT' });
  }
});

test('in single mode whoever sits there is who they were before', async () => {
  const { signIns, mode } = await peopled();
  mode.current = 'single';
  expect(signIns.userAt(null, singleUser)).toBe(singleUser);
  expect(signIns.me(null, singleUser)).toMatchObject({ mode: 'single', setUp: false, signedIn: false });
});

test('a wrong name and a wrong secret are told alike, and both are recorded', async () => {
  const { signIns, codes } = await peopled();
  const outcomes = [await signIns.signIn(seat, 'Otto', '0000'), await signIns.signIn(seat, 'Nemo', '0000')];
  expect(outcomes).toEqual([{ outcome: 'refused' }, { outcome: 'refused' }]);
  expect(codes().slice(2)).toEqual(['sign-in.refused Otto', 'sign-in.refused ?']);
});

test.each(['Otto', 'Nemo'])(
  'each further wrong secret for %s has to wait twice as long, and meanwhile the right one is not tried',
  async (name) => {
    const { signIns, clock } = await peopled();
    const wrong = () => signIns.signIn(seat, name, 'wrong');
    const waits: unknown[] = [];
    for (let free = 0; free < 3; free++) expect(await wrong()).toEqual({ outcome: 'refused' });
    for (let attempt = 0; attempt < 4; attempt++) {
      const result = await signIns.signIn(seat, name, '4711');
      waits.push(result);
      clock.now += 'seconds' in result ? result.seconds * 1000 : 0;
      expect(await wrong()).toEqual({ outcome: 'refused' });
    }
    expect(waits).toEqual([1, 2, 4, 8].map((seconds) => ({ outcome: 'wait', seconds })));
  },
);

test('secrets that are tried all at once count one by one', async () => {
  const { signIns } = await peopled();
  const outcomes = await Promise.all(
    Array.from({ length: 12 }, (_, index) => signIns.signIn(seat, 'Otto', `000${index}`)),
  );
  expect(outcomes.filter(({ outcome }) => outcome === 'refused')).toHaveLength(3);
  expect(outcomes.filter(({ outcome }) => outcome === 'wait')).toHaveLength(9);
});

test('a clock that is set back keeps nobody out for longer, and nobody in', async () => {
  vi.useFakeTimers({ toFake: ['Date', 'performance'] });
  onTestFinished(() => void vi.useRealTimers());
  const { signIns } = await peopled(true);
  for (let attempt = 0; attempt < 4; attempt++) await signIns.signIn(seat, 'Otto', 'wrong');
  await signIns.signIn({ ...seat, id: 'engineer' }, 'Ada', 'correct horse');
  vi.setSystemTime(Date.now() - 86_400_000);
  vi.advanceTimersByTime(15 * 60_000);
  expect(await signIns.signIn(seat, 'Otto', '4711')).toEqual({ outcome: 'in' });
  signIns.look();
  expect(signIns.userAt('engineer', singleUser)).toBe(nobody);
});

test('a badge signs in, and its code is nowhere in the database', async () => {
  const { signIns, users, otto, ada, paths, database } = await peopled();
  await users.setBadge(otto.id, 'BADGE-00012345');
  expect(await signIns.signInByBadge(seat, 'BADGE-00012345')).toEqual({ outcome: 'in' });
  expect(signIns.userAt('seat', singleUser).name).toBe('Otto');
  expect(await failureOf(() => users.setBadge(ada.id, 'BADGE-00012345'))).toMatchObject({ code: 'CONFLICT' });
  database.pragma('wal_checkpoint(TRUNCATE)');
  const bytes = readFileSync(paths.database);
  expect([bytes.includes('BADGE-00012345'), bytes.includes('correct horse')]).toEqual([false, false]);
});

test('who does nothing for long is signed out, an operator never', async () => {
  const { signIns, users, clock, codes } = await peopled();
  await users.add({ name: 'Edda', role: 'engineer', secret: 'mountain' }, singleUser);
  await signIns.signIn(seat, 'Edda', 'mountain');
  await signIns.signIn({ id: 'line', origin: 'window' }, 'Otto', '4711');
  clock.now += 14 * 60_000;
  signIns.active('seat');
  clock.now += 14 * 60_000;
  signIns.look();
  expect(signIns.userAt('seat', singleUser).name).toBe('Edda');
  clock.now += 60_000;
  signIns.look();
  expect(signIns.userAt('seat', singleUser)).toBe(nobody);
  expect(signIns.userAt('line', singleUser).name).toBe('Otto');
  expect(codes().at(-1)).toBe('sign-in.locked Edda');
});

test('who is removed, or given another role or PIN, by whatever process, has to sign in again', async () => {
  const { signIns, users, otto, clock } = await peopled();
  const ended: (string | null)[] = [];
  signIns.onChanged((changed) => void ended.push(changed));
  const changes = [
    () => users.setRole(otto.id, 'engineer'),
    () => users.setSecret(otto.id, '4712'),
    () => users.remove(otto.id),
  ];
  let secret = '4711';
  for (const change of changes) {
    await signIns.signIn(seat, 'Otto', secret);
    clock.now += 1;
    await Promise.resolve(change());
    ended.length = 0;
    signIns.look();
    expect(signIns.userAt('seat', singleUser)).toBe(nobody);
    expect(ended).toEqual(['seat']);
    secret = change === changes[1] ? '4712' : secret;
  }
  expect(await signIns.signIn(seat, 'Otto', secret)).toEqual({ outcome: 'refused' });
});

test('everybody has to come anew when it changes whether people sign in', async () => {
  const { signIns, mode } = await peopled();
  const ended: (string | null)[] = [];
  signIns.onChanged((changed) => void ended.push(changed));
  mode.current = 'single';
  signIns.look();
  mode.current = 'people';
  signIns.look();
  expect(ended).toEqual([null, null]);
});

test('whoever is removed while their PIN is compared is not let in', async () => {
  const { signIns, users, clock, otto } = await peopled();
  const edda = await users.add({ name: 'Edda', role: 'engineer', secret: 'mountain' }, singleUser);
  await users.setBadge(edda.id, 'badge of Edda');
  clock.now += 1;
  const entering = [signIns.signIn(seat, 'Otto', '4711'), signIns.signInByBadge(seat, 'badge of Edda')];
  users.remove(otto.id);
  users.setRole(edda.id, 'viewer');
  expect(await entering[0]).toEqual({ outcome: 'refused' });
  // The badge is looked up once its code is hashed, so Edda comes in as what she is by then.
  expect(await entering[1]).toEqual({ outcome: 'in' });
  expect(signIns.userAt('seat', singleUser)).toEqual({ name: 'Edda', roles: ['viewer'] });
});

test('one’s own PIN is changed with the one before, and stays secret at other windows', async () => {
  const { signIns, codes } = await peopled();
  await signIns.signIn(seat, 'Otto', '4711');
  expect(await signIns.changeSecret(seat, '0000', '9999')).toEqual({ outcome: 'refused' });
  expect(codes().at(-1)).toBe('sign-in.refused Otto');
  expect(await signIns.changeSecret(seat, '4711', '9999')).toEqual({ outcome: 'in' });
  signIns.look();
  expect(signIns.userAt('seat', singleUser).name).toBe('Otto');
  expect(await signIns.signIn({ id: 'other', origin: 'window' }, 'Otto', '9999')).toEqual({ outcome: 'in' });
});

test('whoever was given another role keeps none of the old one by changing their own PIN', async () => {
  const { signIns, users, clock } = await peopled();
  const edda = await users.add({ name: 'Edda', role: 'engineer', secret: 'mountain' }, singleUser);
  await signIns.signIn(seat, 'Edda', 'mountain');
  clock.now += 1;
  users.setRole(edda.id, 'viewer');
  expect(await failureOf(() => signIns.changeSecret(seat, 'mountain', 'valley'))).toMatchObject({
    code: 'CONFLICT',
  });
  signIns.look();
  expect(signIns.userAt('seat', singleUser)).toBe(nobody);
});

test('whoever leaves while their PIN is being changed is not signed in again by it', async () => {
  const { signIns } = await peopled();
  await signIns.signIn(seat, 'Otto', '4711');
  const changing = failureOf(() => signIns.changeSecret(seat, '4711', '9999'));
  signIns.signOut('seat');
  expect(await changing).toMatchObject({ code: 'CONFLICT' });
  expect(signIns.userAt('seat', singleUser)).toBe(nobody);
  expect(await signIns.signIn(seat, 'Otto', '4711')).toEqual({ outcome: 'in' });
});

test('a PIN that somebody changed themselves is recorded with the time of the day', async () => {
  const { signIns, database } = await peopled(true);
  await signIns.signIn(seat, 'Otto', '4711');
  const before = Date.now();
  await signIns.changeSecret(seat, '4711', '9999');
  const setAt = database.prepare(`SELECT secret_set_at FROM users WHERE name = 'Otto'`).pluck().get();
  expect(setAt).toBeGreaterThanOrEqual(before);
});

test('whoever knows one PIN does not try those of all others by signing in between', async () => {
  const { signIns } = await peopled();
  const outcomes: string[] = [];
  for (let number = 1; number <= 22; number++) {
    outcomes.push((await signIns.signIn(seat, `Person ${number}`, '1234')).outcome);
    if (number % 6 === 0) await signIns.signIn(seat, 'Otto', '4711');
  }
  expect(outcomes).toEqual([...Array.from({ length: 20 }, () => 'refused'), 'wait', 'wait']);
});

test('codes of badges are not tried by showing one’s own between', async () => {
  const { signIns, users, otto } = await peopled();
  await users.setBadge(otto.id, 'BADGE-00012345');
  const outcomes: string[] = [];
  for (let number = 0; number < 12; number++) {
    outcomes.push((await signIns.signInByBadge(seat, `BADGE-9999${number}`)).outcome);
    if (number < 9) await signIns.signInByBadge(seat, 'BADGE-00012345');
  }
  expect(outcomes).toEqual([...Array.from({ length: 10 }, () => 'refused'), 'wait', 'wait']);
});

test('the links that somebody made end when they are removed, or may make none any more', async () => {
  const { users, links } = await peopled();
  const edda = await users.add({ name: 'Edda', role: 'engineer', secret: 'mountain' }, singleUser);
  const own = { name: 'Visitor', role: 'engineer', days: null } as const;
  const first = links.create(own, { name: 'Edda' });
  const ofFirst = links.create(own, { name: 'Visitor', linkId: first.link.id });
  const byLocal = links.create(own, singleUser);
  users.setRole(edda.id, 'administrator');
  expect(links.admit(first.token)).not.toBeNull();
  users.setRole(edda.id, 'operator');
  expect([first.token, ofFirst.token].map((token) => links.admit(token))).toEqual([null, null]);
  users.setRole(edda.id, 'engineer');
  const second = links.create(own, { name: 'Edda' });
  expect(users.remove(edda.id)).toBe(1);
  expect(links.admit(second.token)).toBeNull();
  expect(links.admit(byLocal.token)).not.toBeNull();
});

test('the only administrator stays, and the first one is made once', async () => {
  const { users, ada } = await peopled();
  expect(await failureOf(() => users.remove(ada.id))).toMatchObject({ code: 'CONFLICT' });
  expect(await failureOf(() => users.setRole(ada.id, 'operator'))).toMatchObject({ code: 'CONFLICT' });
  const second = { name: 'Mallory', role: 'administrator', secret: 'let me in' } as const;
  expect(await failureOf(() => users.add(second, singleUser, { onlyFirst: true }))).toMatchObject({
    code: 'CONFLICT',
  });
});

test('whoever was removed is no longer found, whatever they are to become', async () => {
  const { users, otto } = await peopled();
  users.remove(otto.id);
  for (const change of [
    () => users.setRole(otto.id, 'administrator'),
    () => users.setRole(otto.id, 'viewer'),
    () => users.setSecret(otto.id, '1234'),
    () => users.setBadge(otto.id, null),
    () => users.remove(otto.id),
  ]) {
    expect(await failureOf(change)).toMatchObject({ code: 'NOT_FOUND' });
  }
});
