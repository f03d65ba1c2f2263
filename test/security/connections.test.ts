import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { User } from '../../src/shared/domain/role.ts';
import { headlessStation } from '../support/headless-station.ts';
import { clientOn, outcome } from '../support/socket-client.ts';

const viewer: User = { name: 'Vera', roles: ['viewer'] };

test('a connection has a thousand calls under way at most; questions beyond what is read at once are answered', async () => {
  const here = await headlessStation(viewer);
  const flood = here.socket('/rpc');
  await once(flood, 'open');
  for (let call = 0; call < 1010; call++) flood.send(`{"i":"${call}","p":{"u":"/station/changes"}}`);
  expect((await once(flood, 'close'))[0]).toBe(1008);
  const many = here.socket('/rpc');
  await once(many, 'open');
  let answers = 0;
  many.on('message', () => (answers += 1));
  for (let call = 0; call < 200; call++) many.send(`{"i":"${call}","p":{"u":"/station/status"}}`);
  await vi.waitUntil(() => answers === 200, 30_000);
});

test('an access link has a hundred connections at most, and others are let in beside it', async () => {
  const here = await headlessStation();
  const { token } = await clientOn(here.socket('/rpc')).access.create({
    name: 'Vera',
    role: 'viewer',
    days: 1,
  });
  const visitor = { ...here.own, cookie: `loupe_${here.port}=${token}` };
  const opened = Array.from({ length: 100 }, () => outcome(here.socket('/live', visitor)));
  expect(new Set(await Promise.all(opened))).toEqual(new Set(['open']));
  expect(await outcome(here.socket('/live', visitor))).toBe(429);
  expect((await clientOn(here.socket('/rpc')).station.status()).host).toBe('headless');
});

test('an address has a thousand connections at most, and comes in again when it leaves one', async () => {
  const here = await headlessStation();
  const silent = await Promise.all(
    Array.from({ length: 1000 }, async () => {
      const connection = connect(here.port, '127.0.0.1').on('error', () => undefined);
      onTestFinished(() => void connection.destroy());
      await once(connection, 'connect');
      return connection;
    }),
  );
  // A busy system tells a caller that it is connected before the station has the connection.
  await vi.waitFor(() => expect(here.get('/')).rejects.toThrow(), 20_000);
  for (const connection of silent.slice(0, 10)) connection.destroy();
  await vi.waitFor(async () => expect((await here.get('/')).status).toBe(200), 20_000);
});
