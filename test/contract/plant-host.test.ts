import { createRouterClient } from '@orpc/server';
import { expect, test, vi } from 'vitest';
import { findNats } from '../../scripts/setup/nats.mjs';
import { readToken } from '../../src/main/plant/token.ts';
import { ownTimeZone } from '../../src/shared/domain/time-zone.ts';
import { singleUser } from '../../src/main/users/single-user.ts';
import { freePort } from '../support/free-port.ts';
import { openStationUnderTest } from './station-under-test.ts';

// Making a database takes long on a busy machine.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

test('a station that hosts no plant says so', async () => {
  const { station } = await openStationUnderTest();
  const client = createRouterClient(station.router, { context: { user: singleUser } });
  expect((await client.station.status()).plantZone).toBeNull();
  await expect(client.plantHost.board()).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test.skipIf(findNats() === undefined)(
  'a plant host lets a station in and shuts it out, and both are recorded',
  async () => {
    process.env['LOUPE_NATS_SERVER'] = findNats();
    const port = await freePort();
    const servers = [`nats://127.0.0.1:${port}`];
    const { station, bugs } = await openStationUnderTest(undefined, undefined, {
      database: null,
      server: { kind: 'own', host: '127.0.0.1', port, certificate: null, servers, authority: null },
    });
    const client = createRouterClient(station.router, { context: { user: singleUser } });
    expect((await client.station.status()).plantZone).toBe(ownTimeZone());
    const { version } = await client.settings.get();
    await client.settings.set({ expected: version, values: { 'plant.zone': 'Asia/Kathmandu' } });
    expect((await client.station.status()).plantZone).toBe('Asia/Kathmandu');

    const { token, ...invited } = await client.plantHost.invite({ name: 'Line 3' });
    expect(invited).toEqual({ station: 1, name: 'Line 3' });
    expect(readToken(token)).toMatchObject({ plant: 'Plant', station: 1, servers, authority: null });
    await expect(client.plantHost.invite({ name: 'Line 3' })).rejects.toMatchObject({
      code: 'ALREADY_EXISTS',
    });
    await client.plantHost.remove({ station: 1 });
    await expect(client.plantHost.remove({ station: 1 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const { records } = await client.audit.list({ limit: 10 });
    expect(records.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['plant.invited', 'plant.removed']),
    );
    expect(JSON.stringify(records)).not.toContain(token);
    expect(bugs).toEqual([]);
  },
);
