import { expect, test, vi } from 'vitest';
import { packLive } from '../../src/shared/contract/live.ts';
import { openWatchedLine } from '../support/watched-line.ts';

test('a part of a window whose clock is wrong has the time of the station', async () => {
  const { client, station, heard, products, judgeAll } = await openWatchedLine();
  const [{ productId }] = products;
  await judgeAll(productId, 'defect');
  const source = { kind: 'window-camera', label: 'Bench camera' } as const;
  const before = (await client.station.status()).now;
  const { id: sessionId } = await client.inspection.start({ productId, source });
  const connection = station.live.connect(() => true);
  const size = { width: 96, height: 80, channels: 3 } as const;
  const header = { kind: 'frame', sessionId, number: 0, captureMs: 1, droppedBefore: 0, ...size } as const;
  // An older window sent its own time; this one's clock is 400 days behind.
  const capturedAt = Date.now() - 400 * 86_400_000;
  const older = { ...header, capturedAt };
  connection.receive(packLive(older, new Uint8Array(96 * 80 * 3)));
  await vi.waitUntil(() => heard.some(({ kind }) => kind === 'result'), 10_000);
  connection.close();
  const { entries } = await client.log.query({ filter: { productId }, order: 'newest', limit: 1 });
  const after = (await client.station.status()).now;
  expect(entries[0]?.capturedAt).toBeGreaterThanOrEqual(before);
  expect(entries[0]?.capturedAt).toBeLessThanOrEqual(after);
});
