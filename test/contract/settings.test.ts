import { createRouterClient } from '@orpc/server';
import { expect, test } from 'vitest';
import { singleUser } from '../../src/main/users/single-user.ts';
import { longestSettingsFile } from '../../src/shared/contract/settings.ts';
import { roles } from '../../src/shared/domain/role.ts';
import { rolesWith } from '../../src/shared/domain/permissions.ts';
import type { Role } from '../../src/shared/domain/role.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { openStationUnderTest } from './station-under-test.ts';

async function opened() {
  const { station, bugs } = await openStationUnderTest();
  const as = (name: string, ...own: Role[]) =>
    createRouterClient(station.router, { context: { user: { name, roles: own } } });
  return { station, bugs, as, client: createRouterClient(station.router, { context: { user: singleUser } }) };
}

test('everybody reads the settings; who may change them does, the others change nothing', async () => {
  const { as, client } = await opened();
  const allowed = rolesWith('settings.change');
  for (const role of roles) {
    const person = as(role, role);
    const { version } = await person.settings.get();
    const change = person.settings.set({ values: { 'station.name': `by ${role}` }, expected: version });
    const apply = (check: boolean) =>
      person.settings.apply({ text: JSON.stringify({ settings: { 'report.language': 'de' } }), check });
    if (allowed.includes(role)) {
      expect((await change).values['station.name']).toBe(`by ${role}`);
      await apply(false);
    } else {
      await expect(change).rejects.toMatchObject({ code: 'FORBIDDEN' });
      await expect(apply(false)).rejects.toMatchObject({ code: 'FORBIDDEN' });
      await expect(apply(true)).rejects.toMatchObject({ code: 'FORBIDDEN' });
      expect((await client.settings.get()).version).toBe(version);
    }
    expect((await person.settings.export()).fileName).toBe('station-settings.json');
    await person.settings.history({});
  }
  const { changes } = await client.settings.history({});
  expect(changes.map(({ setBy }) => setBy)).toEqual(['administrator', 'engineer', 'engineer']);
});

test('where files lie is told to who may change settings, in whatever way they are read', async () => {
  const { as, client } = await opened();
  const folder = temporaryFolder();
  await client.settings.set({ values: { 'backup.folder': folder, 'folders.places': folder }, expected: 0 });
  for (const role of roles) {
    const person = as(role, role);
    const told = JSON.stringify([
      await person.settings.get(),
      await person.settings.export(),
      await person.settings.history({}),
    ]);
    expect(told.includes(folder), role).toBe(rolesWith('settings.change').includes(role));
  }
});

test('windows are told of a change, and the state of the station names it', async () => {
  const { client } = await opened();
  const stop = new AbortController();
  const changes = await client.station.changes(undefined, { signal: stop.signal });
  const first = changes.next();
  await client.settings.set({ values: { 'station.name': '  Line 3 ' }, expected: 0 });
  expect(await first).toEqual({ done: false, value: { kind: 'settings' } });
  stop.abort();
  expect(await client.station.status()).toMatchObject({ name: 'Line 3', settingsVersion: 1 });
});

test('of two windows that change the same setting at once, one is told', async () => {
  const { as } = await opened();
  const [edda, olga] = [as('Edda', 'engineer'), as('Olga', 'engineer')];
  const { version: expected } = await edda.settings.get();
  const ends = await Promise.allSettled([
    edda.settings.set({ values: { 'station.name': 'A' }, expected }),
    olga.settings.set({ values: { 'station.name': 'B' }, expected }),
  ]);
  expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  const { values } = await olga.settings.get();
  expect(values['station.name']).toBe('A');
  await expect(olga.settings.set({ values: { 'station.name': 'B' }, expected })).rejects.toMatchObject({
    code: 'CONFLICT',
    message: expect.stringContaining('Edda'),
  });
});

test('input beyond its bounds is refused before it is looked at', async () => {
  const { client, bugs } = await opened();
  const refused = { code: 'BAD_INPUT' };
  const set = (values: object) => client.settings.set({ values, expected: 0 });
  await expect(set({})).rejects.toMatchObject(refused);
  await expect(set({ 'station.name': 'x'.repeat(61) })).rejects.toMatchObject(refused);
  await expect(set({ 'station.name': 'a\nb' })).rejects.toMatchObject(refused);
  await expect(set({ 'station.name': 'x', 'line.speed': 3 })).rejects.toMatchObject(refused);
  await expect(client.settings.history({ limit: 201 })).rejects.toMatchObject(refused);
  await expect(client.settings.history({ before: 0 })).rejects.toMatchObject(refused);
  const text = ' '.repeat(longestSettingsFile + 1);
  await expect(client.settings.apply({ text })).rejects.toMatchObject(refused);
  await expect(client.settings.apply({ text: '{"settings": {"x": 1}}' })).rejects.toMatchObject({
    ...refused,
    message: expect.stringContaining('“x” is no setting of this station'),
  });
  expect((await client.settings.get()).version).toBe(0);
  expect(bugs).toEqual([]);
});
