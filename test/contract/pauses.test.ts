import { createRouterClient } from '@orpc/server';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { toWindowSchema, unpackLive } from '../../src/shared/contract/live.ts';
import type { ToWindow } from '../../src/shared/contract/live.ts';
import { singleUser } from '../../src/main/users/single-user.ts';
import { makeSmallProduct } from '../support/small-product.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { openStationUnderTest } from './station-under-test.ts';

test('a pause says who, since when and why in every window, and what stopped paused is closed in the log', async () => {
  const folder = temporaryFolder();
  const { productId } = await makeSmallProduct(join(folder, 'home'));
  const { station, bugs } = await openStationUnderTest(folder);
  const client = createRouterClient(station.router, { context: { user: singleUser } });
  const parts = join(folder, 'parts');
  mkdirSync(parts);
  const heard: ToWindow[] = [];
  const connection = station.live.connect((block) => {
    heard.push(toWindowSchema.parse(unpackLive(block).header));
    return true;
  });
  onTestFinished(() => connection.close());

  const { id: sessionId } = await client.inspection.start({
    productId,
    source: { kind: 'watched-folder', folder: parts },
  });
  const paused = await client.inspection.pause({ sessionId, paused: true });
  expect(paused).toMatchObject({ paused: true, pause: { reason: null, pausedBy: singleUser.name } });
  const explained = await client.inspection.pause({ sessionId, paused: true, reason: ' Cleaning ' });
  expect(explained.pause).toEqual({ ...paused.pause, reason: 'Cleaning' });
  expect(heard.at(-1)).toEqual({ kind: 'session', lane: 1, session: explained });
  expect(await client.inspection.current()).toEqual(explained);

  expect(await client.inspection.pause({ sessionId, paused: false })).toMatchObject({
    paused: false,
    pause: null,
  });
  await client.inspection.pause({ sessionId, paused: true, reason: 'Break' });
  expect(await client.inspection.stop({ sessionId })).toMatchObject({ pause: null });
  for (const reason of ['', ' ', 'x'.repeat(201)]) {
    await expect(client.inspection.pause({ sessionId, paused: true, reason })).rejects.toMatchObject({
      code: 'BAD_INPUT',
    });
  }
  await expect(client.inspection.pause({ sessionId, paused: true })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  expect(bugs).toEqual([]);
});
