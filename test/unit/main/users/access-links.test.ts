import { onTestFinished, expect, test } from 'vitest';
import { openDatabase } from '../../../../src/main/database/open-database.ts';
import { createAccessLinks } from '../../../../src/main/users/access-links.ts';
import { createAccessRepository } from '../../../../src/main/users/access-repository.ts';
import { createUsersRepository, isNameOfUser } from '../../../../src/main/users/users-repository.ts';
import { singleUser } from '../../../../src/main/users/single-user.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { join } from 'node:path';

const day = 86_400_000;

function linksUnderTest() {
  const database = openDatabase(join(temporaryFolder(), 'station.db'));
  onTestFinished(() => void database.close());
  const clock = { now: Date.UTC(2026, 10, 23) };
  const rows = createUsersRepository(database);
  const links = createAccessLinks(createAccessRepository(database), isNameOfUser(rows), () => clock.now);
  return { database, clock, links, rows };
}

const mira = { name: 'Mira', role: 'reviewer', days: null } as const;

test('a link lets its person in, with its role and reading alone', () => {
  const { links } = linksUnderTest();
  const { link, token } = links.create(mira, singleUser);
  expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(link).toMatchObject({ name: 'Mira', role: 'reviewer', createdBy: 'local', lastUsedAt: null });
  expect(links.admit(token)).toEqual({
    linkId: link.id,
    user: { name: 'Mira', roles: ['viewer', 'reviewer'] },
    expiresAt: null,
  });
  const viewer = links.create({ ...mira, role: 'viewer' }, singleUser);
  expect(links.admit(viewer.token)?.user.roles).toEqual(['viewer']);
});

test('a link is not called like whoever sits at the station, nor so that it looks like that', () => {
  const { links } = linksUnderTest();
  for (const name of ['local', 'LOCAL', 'lоcal', 'local ', '1ocal']) {
    expect(() => links.create({ ...mira, name }, singleUser), name).toThrow(
      expect.objectContaining({ code: 'BAD_INPUT' }),
    );
  }
});

test('a link is not called like the station, a machine of the line, or somebody else who signs in', () => {
  const { links, rows } = linksUnderTest();
  for (const name of ['Station', 'stаtion', 'modbus', 'OPC UA', 'MQTT', 'Sparkplug']) {
    expect(() => links.create({ ...mira, name }, singleUser), name).toThrow(
      expect.objectContaining({ code: 'BAD_INPUT' }),
    );
  }
  rows.insert({ name: 'Ada', role: 'administrator', secretHash: '', createdBy: 'local', at: 0 });
  for (const name of ['Ada', 'ada', 'Аda']) {
    expect(() => links.create({ ...mira, name }, { name: 'Edda' }), name).toThrow(
      expect.objectContaining({ code: 'CONFLICT' }),
    );
  }
  expect(links.create({ ...mira, name: 'Ada' }, { name: 'Ada' }).link.createdBy).toBe('Ada');
});

test('what a link made ends with it, also what that made, and not later than it', () => {
  const { links } = linksUnderTest();
  const heard: number[] = [];
  links.onRevoked((id) => void heard.push(id));
  const engineer = { name: 'Mallory', role: 'engineer' } as const;
  const first = links.create({ ...engineer, days: 7 }, singleUser).link;
  const second = links.create({ ...engineer, days: null }, { name: 'Mallory', linkId: first.id });
  const third = links.create({ ...engineer, days: 365 }, { name: 'Mallory', linkId: second.link.id });
  const other = links.create(mira, singleUser);
  expect([second.link.expiresAt, third.link.expiresAt]).toEqual([first.expiresAt, first.expiresAt]);
  links.revoke(first.id);
  expect([second.token, third.token].map((token) => links.admit(token))).toEqual([null, null]);
  expect(heard).toEqual([first.id, second.link.id, third.link.id]);
  expect(links.admit(other.token)).not.toBeNull();
});

test('another token lets nobody in, however alike', () => {
  const { links } = linksUnderTest();
  const { token } = links.create(mira, singleUser);
  for (const wrong of ['', token.slice(1), `${token}A`, token.toLowerCase(), "' OR 1=1 --"]) {
    expect(links.admit(wrong), wrong).toBeNull();
  }
});

test('of a token only its hash is kept', () => {
  const { links, database } = linksUnderTest();
  const { token } = links.create(mira, singleUser);
  const rows = JSON.stringify(database.prepare('SELECT * FROM access_links').all());
  expect(rows).toContain('Mira');
  expect(rows).not.toContain(token);
});

test('a link ends with its last day', () => {
  const { links, clock } = linksUnderTest();
  const { link, token } = links.create({ ...mira, days: 7 }, singleUser);
  clock.now += 7 * day - 1;
  expect(links.admit(token)?.expiresAt).toBe(clock.now + 1);
  clock.now += 1;
  expect(links.admit(token)).toBeNull();
  expect(links.isOpen(link.id)).toBe(false);
});

test('a revoked link is over for good, and whoever listens hears of it', async () => {
  const { links, clock, database } = linksUnderTest();
  const { link, token } = links.create(mira, singleUser);
  const heard: number[] = [];
  links.onRevoked((id) => void heard.push(id));
  const { revokedAt } = links.revoke(link.id);
  expect(revokedAt).toBe(clock.now);
  expect(heard).toEqual([link.id]);
  expect(links.admit(token)).toBeNull();
  clock.now += day;
  expect(links.revoke(link.id).revokedAt).toBe(revokedAt);
  expect(() => database.exec('UPDATE access_links SET revoked_at = NULL')).toThrow('revoked once');
  expect(() => database.exec("UPDATE access_links SET role = 'engineer'")).toThrow('never changes');
  expect(() => database.exec('DELETE FROM access_links')).toThrow('never deleted');
  expect(await failureOf(() => links.revoke(99))).toMatchObject({ code: 'NOT_FOUND' });
});

test('the last use is kept to the minute', () => {
  const { links, clock } = linksUnderTest();
  const { token } = links.create(mira, singleUser);
  const used = (): number | null => links.list()[0]?.lastUsedAt ?? null;
  const first = clock.now;
  links.admit(token);
  clock.now += 59_000;
  links.admit(token);
  expect(used()).toBe(first);
  clock.now += 1_000;
  links.admit(token);
  expect(used()).toBe(clock.now);
});

test('nobody is named like whoever sits at the station', async () => {
  const { links } = linksUnderTest();
  expect(await failureOf(() => links.create({ ...mira, name: 'Local' }, singleUser))).toMatchObject({
    code: 'BAD_INPUT',
  });
});
