import { createRouterClient } from '@orpc/server';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { headlessHost } from '../../src/main/host/headless-host.ts';
import { singleUser } from '../../src/main/users/single-user.ts';
import { makeSmallProduct } from '../support/small-product.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { openStationUnderTest } from './station-under-test.ts';

test('machine and screen are kept awake while an inspection is open, paused or not, and no longer', async () => {
  const folder = temporaryFolder();
  const { productId } = await makeSmallProduct(join(folder, 'home'));
  const said: boolean[] = [];
  const host = { ...headlessHost(), keepAwake: (on: boolean) => void said.push(on) };
  const { station } = await openStationUnderTest(folder, host);
  const client = createRouterClient(station.router, { context: { user: singleUser } });
  const parts = join(folder, 'parts');
  mkdirSync(parts);
  expect(said).toEqual([]);

  const source = { kind: 'watched-folder' as const, folder: parts };
  const { id: sessionId } = await client.inspection.start({ productId, source });
  await client.inspection.pause({ sessionId, paused: true });
  expect(said).toEqual([true]);
  await client.inspection.stop({ sessionId });
  expect(said).toEqual([true, false]);

  const missing = { kind: 'watched-folder' as const, folder: join(folder, 'missing') };
  await expect(client.inspection.start({ productId, source: missing })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  expect(said).toEqual([true, false, true, false]);
});
