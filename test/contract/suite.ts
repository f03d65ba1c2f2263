import { isDefinedError, ORPCError } from '@orpc/client';
import Sqlite from 'better-sqlite3';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { StationClient } from '../../src/shared/contract/contract.ts';
import { roles } from '../../src/shared/domain/role.ts';
import type { Role, User } from '../../src/shared/domain/role.ts';
import { forkProcess, headlessHost } from '../../src/main/host/headless-host.ts';
import type { Host } from '../../src/main/host/host.ts';
import { encodePng } from '../../src/main/images/encode-image.ts';
import type { Station } from '../../src/main/station.ts';
import { singleUser } from '../../src/main/users/single-user.ts';
import { collect } from '../support/collect.ts';
import { writeGoodImages } from '../support/image-folder.ts';
import { testFrame } from '../support/test-frame.ts';
import { procedures } from './procedures.ts';
import { openStationUnderTest } from './station-under-test.ts';

/** A window's connection to the station. */
export interface Connection {
  readonly client: StationClient;
  close(): Promise<void> | void;
}

export type Connect = (station: Station, user: User) => Promise<Connection> | Connection;

const unknownId = '7b1f1c52-6c4c-4a3a-9d6e-0f5a1b2c3d4e';

async function errorOf(action: () => unknown): Promise<unknown> {
  try {
    await action();
  } catch (error) {
    return error;
  }
  throw new Error('Nothing failed');
}

/**
 * Makes a host whose trials of frame times end at once. They would take half a minute, and the right to ask for them does not
 * depend on their result.
 */
function hostWithoutTrials(): Host {
  const host = headlessHost();
  return {
    ...host,
    forkWorker: (entry, environment) =>
      entry === 'frame-times' ? forkProcess('no-such-worker') : host.forkWorker(entry, environment),
  };
}

/** Tests the rules of the contract for every transport. */
export function contractSuite(name: string, connect: Connect): void {
  async function open(user: User = singleUser) {
    const under = await openStationUnderTest(undefined, hostWithoutTrials());
    const { client, close } = await connect(under.station, user);
    onTestFinished(async () => close());
    return { ...under, client };
  }

  describe(name, () => {
    test('values cross whole, in both directions', async () => {
      const { client } = await open();
      const area = {
        region: { x: 0.125, y: 0, width: 0.5, height: 1 },
        exclusions: [
          [
            { x: 0.25, y: 0.25 },
            { x: 0.5, y: 0.25 },
            { x: 0.25, y: 0.5 },
          ],
        ],
      };
      const { id } = await client.products.create({ name: 'Keks 曲奇' });
      const product = await client.products.setArea({ id, area });
      expect(product).toMatchObject({ id, name: 'Keks 曲奇', area, activeModelId: null, thresholds: null });
      expect(await client.products.list()).toEqual([product]);
      expect(await client.products.archive({ id })).toBeUndefined();
      expect(await client.products.list()).toEqual([]);
      expect(await client.inspection.current()).toBeNull();
    });

    test('an expected failure arrives with code, message and detail, and the connection goes on', async () => {
      const { client } = await open();
      const error = await errorOf(() => client.products.get({ id: unknownId }));
      expect(error instanceof Error && isDefinedError(error)).toBe(true);
      expect(error).toMatchObject({
        code: 'NOT_FOUND',
        defined: true,
        message: 'The product does not exist. Reload the list.',
        data: { detail: unknownId },
      });
      expect(await client.products.list()).toEqual([]);
    });

    test('input that does not fit the contract is named', async () => {
      const { client } = await open();
      const error = await errorOf(() => client.products.create({ name: '   ' }));
      expect(error).toMatchObject({ code: 'BAD_INPUT', defined: true });
      expect(error).toMatchObject({ message: expect.stringContaining('name: A product needs a name') });
    });

    test('a bug arrives as internal without its text, which goes to the log', async () => {
      const { client, station, bugs } = await open();
      await client.products.create({ name: 'Cookie' });
      const database = new Sqlite(station.paths.database);
      database.exec(`UPDATE products SET region = '{"x": "secret"}'`);
      database.close();
      const error = await errorOf(() => client.products.list());
      expect(error).toMatchObject({ code: 'INTERNAL_SERVER_ERROR', defined: false });
      expect(JSON.stringify(error)).not.toContain('region');
      expect(bugs).toMatchObject([{ where: 'products.list' }]);
    });

    test('a file crosses bit for bit', async () => {
      const { client } = await open();
      const { id: productId } = await client.products.create({ name: 'Cookie' });
      const file = new File([new Uint8Array(await encodePng(testFrame(3, 640, 480)))], 'a b.png');
      const { image, duplicate } = await client.datasets.upload({ productId, file, origin: 'upload' });
      expect({ ...image, duplicate }).toMatchObject({
        name: 'a b.png',
        width: 640,
        height: 480,
        duplicate: false,
      });
      expect((await client.datasets.upload({ productId, file, origin: 'upload' })).duplicate).toBe(true);
    });

    test('a stream arrives in order and ends', async () => {
      const { client, folder } = await open();
      const { id: productId } = await client.products.create({ name: 'Cookie' });
      await writeGoodImages(join(folder, 'good'), 3);
      const events = await collect(
        await client.datasets.importFolder({ productId, folder: join(folder, 'good') }),
      );
      expect(events[0]).toEqual({ kind: 'progress', done: 0, total: 3 });
      expect(events.at(-1)).toEqual({ kind: 'finished', imported: 3, duplicates: 0, skipped: [], notes: [] });
    });

    test('a stream that fails before or after its start fails with code and message', async () => {
      const { client, folder } = await open();
      const { id: productId } = await client.products.create({ name: 'Cookie' });
      const missing = join(folder, 'missing');
      const atStart = await errorOf(async () =>
        collect(await client.datasets.importFolder({ productId, folder: missing })),
      );
      expect(atStart).toMatchObject({ code: 'NOT_FOUND', defined: true });
      expect(atStart).toMatchObject({ message: expect.stringContaining(missing) });
      const inside = await errorOf(async () => collect(await client.training.watch({ jobId: unknownId })));
      expect(inside).toMatchObject({ code: 'NOT_FOUND', defined: true, data: { detail: unknownId } });
    });

    test('changes are told to who listens, until they stop', async () => {
      const { client } = await open();
      const stop = new AbortController();
      const changes = await client.station.changes(undefined, { signal: stop.signal });
      const first = changes.next();
      await client.products.create({ name: 'Cookie' });
      expect(await first).toEqual({ done: false, value: { kind: 'products' } });
      const pending = errorOf(async () => {
        while (!(await changes.next()).done);
        throw new DOMException('Ended', 'AbortError');
      });
      stop.abort();
      await pending;
      expect(await client.products.list()).toHaveLength(1);
    });

    describe.each(roles.map((role) => [role]))('the role %s', (role) => {
      test('may call what declares it, and nothing else', async () => {
        const { client } = await open({ name: 'someone', roles: [role] });
        await expectRoles(client, [role]);
      });
    });

    test('a user without any role may sign in, and call nothing else', async () => {
      const { client } = await open({ name: 'nobody', roles: [] });
      await expectRoles(client, []);
    });
  });
}

/** Calls every procedure without input, so that those that need input stop right after the check of roles. */
async function expectRoles(client: StationClient, own: readonly Role[]): Promise<void> {
  for (const { path, roles: allowed, forAnybody } of procedures) {
    const stop = new AbortController();
    const code = await codeOf(call(client, path, stop.signal));
    stop.abort();
    const mayCall = forAnybody || allowed.some((role) => own.includes(role));
    expect(`${path.join('.')}: ${code === 'FORBIDDEN' ? 'forbidden' : 'allowed'}`).toBe(
      `${path.join('.')}: ${mayCall ? 'allowed' : 'forbidden'}`,
    );
  }
}

function call(
  client: StationClient,
  [domain, name]: readonly [string, string],
  signal: AbortSignal,
): Promise<unknown> {
  const group: unknown = Reflect.get(client, domain);
  const procedure: unknown =
    typeof group === 'object' || typeof group === 'function' ? Reflect.get(Object(group), name) : null;
  if (typeof procedure !== 'function') throw new Error(`The client has no ${domain}.${name}`);
  const result: unknown = Reflect.apply(procedure, undefined, [undefined, { signal }]);
  return Promise.resolve(result);
}

async function codeOf(result: Promise<unknown>): Promise<string> {
  try {
    await result;
    return 'OK';
  } catch (error) {
    if (error instanceof ORPCError) return String(error.code);
    throw error;
  }
}
