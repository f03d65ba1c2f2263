import { expect, test } from 'vitest';
import { once } from 'node:events';
import type { LinkRole } from '../../src/shared/domain/role.ts';
import { accessCookie } from '../../src/main/headless/access.ts';
import { createAccessLinks } from '../../src/main/users/access-links.ts';
import { createAccessRepository } from '../../src/main/users/access-repository.ts';
import { openBesideStation } from '../../src/main/database/open-beside-station.ts';
import { socketPaths } from '../../src/shared/contract/ports.ts';
import { headlessStation } from '../support/headless-station.ts';
import { clientOn } from '../support/socket-client.ts';

/** Opens a served station that a person has entered by a link. */
async function visited(role: LinkRole, days: number | null = null) {
  const server = await headlessStation();
  const { client: engineer } = { client: clientOn(server.socket(socketPaths.procedures)) };
  const { link, token } = await engineer.access.create({ name: 'Mira', role, days });
  const cookie = accessCookie(server.port, token).split(';')[0] ?? '';
  const headers = { cookie, origin: server.own.origin };
  return { ...server, engineer, link, guestToken: token, headers };
}

test('a link’s token is taken out of the address and into a cookie that lasts as long as the link', async () => {
  const { get, guestToken, port } = await visited('viewer', 1);
  const { status, headers } = await get(`/?token=${guestToken}`, {});
  expect(status).toBe(302);
  expect(headers.location).toBe('/');
  const [cookie = ''] = headers['set-cookie'] ?? [];
  expect(cookie.startsWith(`loupe_${port}=${guestToken}; Path=/; HttpOnly; SameSite=Strict; Max-Age=`)).toBe(
    true,
  );
  expect(Number(/Max-Age=(\d+)/.exec(cookie)?.[1])).toBeLessThanOrEqual(86_400);
});

test('a viewer reads the log and changes nothing, whatever is called', async () => {
  const { socket, headers } = await visited('viewer');
  const client = clientOn(socket(socketPaths.procedures, headers));
  expect((await client.station.status()).user).toEqual({ name: 'Mira', roles: ['viewer'] });
  expect((await client.station.status()).singleUser).toBe(false);
  expect(await client.log.list({})).toEqual({ total: 0, ids: [], newest: 0 });
  expect(await client.products.list()).toEqual([]);
  const id = '7b1f1c52-6c4c-4a3a-9d6e-0f5a1b2c3d4e';
  const thresholds = { review: 1, defect: 2, pixelThreshold: 1, smallestArea: 0 };
  for (const call of [
    () => client.log.decide({ id: 1, decision: 'good' }),
    () => client.log.decideMany({ ids: [1], decision: 'good' }),
    () => client.log.restoreMany({ before: [{ id: 1, decision: null, cause: null, decisionId: 1 }] }),
    () => client.log.addToDataset({ id: 1 }),
    () => client.products.setThresholds({ id, thresholds }),
    () => client.products.create({ name: 'x' }),
    () => client.access.list(),
    () => client.access.create({ name: 'Eve', role: 'engineer', days: null }),
    () => client.access.revoke({ id: 1 }),
    () => client.settings.set({ values: { 'station.name': 'x' }, expected: 0 }),
    () => client.settings.apply({ text: '{"settings": {"station.name": "x"}}' }),
  ]) {
    await expect(call()).rejects.toMatchObject({ code: 'FORBIDDEN' });
  }
});

test.each(['reviewer', 'operator'] as const)('a link for the role %s makes no links', async (role) => {
  const { socket, headers } = await visited(role);
  const client = clientOn(socket(socketPaths.procedures, headers));
  const eve = { name: 'Eve', role: 'engineer', days: null } as const;
  await expect(client.access.create(eve)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(client.access.list()).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

test('a window whose link is revoked is cut off at once, procedures and live channel, and cannot come back', async () => {
  const { engineer, socket, headers, link, get, guestToken } = await visited('reviewer');
  const calls = socket(socketPaths.procedures, headers);
  const live = socket(socketPaths.live, headers);
  await Promise.all([once(calls, 'open'), once(live, 'open')]);
  const closed = Promise.all([once(calls, 'close'), once(live, 'close')]);
  await engineer.access.revoke({ id: link.id });
  await closed;
  expect((await engineer.station.status()).singleUser).toBe(true);
  expect((await get('/', { cookie: headers.cookie })).status).toBe(401);
  expect((await get(`/?token=${guestToken}`, {})).status).toBe(401);
  expect((await get('/media/entry-picture/1', { cookie: headers.cookie })).status).toBe(401);
  const again = socket(socketPaths.procedures, headers);
  const [error] = await once(again, 'error');
  expect(String(error)).toContain('401');
});

test('a link that an engineer’s link made ends with it, and so do its windows', async () => {
  const { engineer, socket, headers, link, port, own } = await visited('engineer', 7);
  const guest = clientOn(socket(socketPaths.procedures, headers));
  const second = await guest.access.create({ name: 'Mallory', role: 'engineer', days: null });
  expect(second.link.expiresAt).toBe(link.expiresAt);
  const cookie = accessCookie(port, second.token).split(';')[0] ?? '';
  const calls = socket(socketPaths.procedures, { cookie, origin: own.origin });
  await once(calls, 'open');
  const closed = once(calls, 'close');
  await engineer.access.revoke({ id: link.id });
  await closed;
  const again = socket(socketPaths.procedures, { cookie, origin: own.origin });
  const [error] = await once(again, 'error');
  expect(String(error)).toContain('401');
});

test('a link that another process revokes ends its windows as well', async () => {
  const { socket, headers, link, station } = await visited('viewer');
  const calls = socket(socketPaths.procedures, headers);
  await once(calls, 'open');
  const closed = once(calls, 'close');
  const { database, close } = openBesideStation(station.paths);
  createAccessLinks(createAccessRepository(database), () => false).revoke(link.id);
  close();
  await closed;
});

test('what a viewer sends over the live channel closes it', async () => {
  const { socket, headers } = await visited('viewer');
  const live = socket(socketPaths.live, headers);
  await once(live, 'open');
  live.send(new Uint8Array([1, 2, 3]));
  const [code] = await once(live, 'close');
  expect(code).toBe(1009);
});
