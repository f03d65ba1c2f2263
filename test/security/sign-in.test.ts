import { once } from 'node:events';
import { expect, test } from 'vitest';
import { createRouterClient } from '@orpc/server';
import { singleUser } from '../../src/main/users/single-user.ts';
import { clientOn } from '../support/socket-client.ts';
import { headlessStation, type HeadlessStation } from '../support/headless-station.ts';

/** Opens a station at which people sign in; Ada is its administrator. */
async function peopledStation() {
  const served = await headlessStation();
  const local = createRouterClient(served.station.router, { context: { user: singleUser } });
  await local.people.add({ name: 'Ada', role: 'administrator', secret: 'correct horse' });
  const { version } = await local.settings.get();
  await local.settings.set({ values: { 'users.mode': 'people' }, expected: version });
  return { ...served, local };
}

/** Enters as a browser. @returns its cookies, with the seat that the station gave it */
async function browser({ get, own }: HeadlessStation) {
  const { headers } = await get('/');
  const [seat = ''] = headers['set-cookie'] ?? [];
  expect(seat).toMatch(/^loupe_\d+_seat=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
  return { ...own, cookie: `${own.cookie}; ${seat.split(';')[0] ?? ''}` };
}

async function connected({ socket }: HeadlessStation, headers: Record<string, string>) {
  const rpc = socket('/rpc', headers);
  await once(rpc, 'open');
  return { rpc, client: clientOn(rpc) };
}

test('whoever was let in and has not signed in may do nothing but that, and sees no picture', async () => {
  const station = await peopledStation();
  const headers = await browser(station);
  const { client } = await connected(station, headers);
  expect(await client.people.me()).toMatchObject({
    mode: 'people',
    user: null,
    signedIn: false,
    setUp: false,
  });
  for (const call of [
    () => client.station.status(),
    () => client.log.query({}),
    () => client.people.list(),
  ]) {
    await expect(call()).rejects.toMatchObject({ code: 'FORBIDDEN' });
  }
  expect((await station.get('/media/entry-picture/1', headers)).status).toBe(403);
  expect((await station.get('/metrics', headers)).status).toBe(403);
  const bearer = { authorization: `Bearer ${station.token}` };
  expect((await station.get('/v1/health', bearer)).status).toBe(403);
  await expect(client.people.setUp({ name: 'Mallory', secret: 'let me in' })).rejects.toMatchObject({
    code: 'CONFLICT',
  });
});

test('signing in holds for that browser alone, and what is done there carries the name', async () => {
  const station = await peopledStation();
  const headers = await browser(station);
  const first = await connected(station, headers);
  expect(await first.client.people.signIn({ name: 'Ada', secret: 'wrong' })).toEqual({ outcome: 'refused' });
  const closed = once(first.rpc, 'close');
  expect(await first.client.people.signIn({ name: 'Ada', secret: 'correct horse' })).toEqual({
    outcome: 'in',
  });
  // The connection ends, so that the station does not take the next person for the one before.
  await closed;

  const { client } = await connected(station, headers);
  expect(await client.people.me()).toMatchObject({ user: { name: 'Ada' }, signedIn: true });
  const { version } = await client.settings.get();
  await client.settings.set({ values: { 'station.name': 'Line 3' }, expected: version });
  const { records } = await client.audit.list({ filter: { code: 'setting.changed' } });
  expect(records[0]).toMatchObject({ who: 'Ada', origin: '127.0.0.1', subject: 'station.name' });

  const other = await connected(station, await browser(station));
  expect(await other.client.people.me()).toMatchObject({ user: null });
});

test('a connection of somebody who signs out ends, and the next one is nobody’s', async () => {
  const station = await peopledStation();
  const headers = await browser(station);
  const first = await connected(station, headers);
  const left = once(first.rpc, 'close');
  await first.client.people.signIn({ name: 'Ada', secret: 'correct horse' });
  await left;
  const second = await connected(station, headers);
  const ended = once(second.rpc, 'close');
  await second.client.people.signOut();
  await ended;
  const third = await connected(station, headers);
  await expect(third.client.station.status()).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

test('an access link lets in as before, without signing in', async () => {
  const station = await peopledStation();
  const { token } = await station.local.access.create({ name: 'Rita', role: 'reviewer', days: 1 });
  const cookie = station.own.cookie.replace(station.token, token);
  const { client } = await connected(station, { ...station.own, cookie });
  expect(await client.people.me()).toMatchObject({ user: { name: 'Rita' }, signedIn: false });
  expect((await client.log.query({})).total).toBe(0);
});

test('the first administrator is made at a window that was let in, once', async () => {
  const station = await headlessStation();
  const local = createRouterClient(station.station.router, { context: { user: singleUser } });
  await local.settings.set({ values: { 'users.mode': 'people' }, expected: 0 });
  const { client } = await connected(station, await browser(station));
  expect(await client.people.me()).toMatchObject({ setUp: true, user: null });
  await client.people.setUp({ name: 'Ada', secret: 'correct horse' });
  await expect(client.people.setUp({ name: 'Eve', secret: 'me as well' })).rejects.toMatchObject({
    code: 'CONFLICT',
  });
});
