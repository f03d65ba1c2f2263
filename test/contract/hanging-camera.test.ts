import { existsSync } from 'node:fs';
import { expect, onTestFinished, test, vi } from 'vitest';
import { singleUser } from '../../src/main/users/single-user.ts';
import { usualLane } from '../../src/shared/domain/lanes.ts';
import { hangingGstreamer } from '../support/cameras/hanging-gstreamer.ts';
import { openWatchedLine } from '../support/watched-line.ts';

const camera = {
  kind: 'rtsp-camera',
  address: 'rtsp://127.0.0.1:9/line',
  transport: 'tcp',
  latencyMs: 50,
} as const;

test('a camera that hangs at its start delays no start, part, changeover or stop, not even of its own lane', async () => {
  const line = await openWatchedLine(['Disc', 'Lid', 'Ring']);
  const { client, folder, station, products, bugs } = line;
  const [disc, lid, ring] = products;
  if (!lid || !ring) throw new Error('There are three products');
  const { programs, hangs } = hangingGstreamer(folder, 'list');
  vi.stubEnv('STATION_GSTREAMER', programs);
  onTestFinished(() => void vi.unstubAllEnvs());
  const { number, ...settings } = usualLane(1);
  await client.lanes.change({ number, expected: 0, lane: { ...settings, source: camera } });
  await client.lanes.add({ ...usualLane(2), source: line.source });
  const both = [1, 2].map((lane) => ({ lane, productId: ring.productId }));
  await client.recipes.add({ number: 5, name: 'Rings', code: null, products: both });

  let answer: unknown = 'none';
  const starting = client.inspection
    .start({ productId: disc.productId, lane: 1 })
    .catch((error: unknown) => error)
    .then((said) => (answer = said));
  await vi.waitUntil(() => existsSync(hangs), 30_000);

  // A camera that is used stays so, also before it gives anything.
  await client.lanes.add(usualLane(3));
  const third = client.inspection.start({ productId: disc.productId, lane: 3, source: camera });
  await expect(third).rejects.toMatchObject({ code: 'CONFLICT' });
  expect(station.line.lanes()).toMatchObject([{ state: 'stopped' }, {}, {}]);

  const { id } = await client.inspection.start({ productId: disc.productId, lane: 2 });
  expect(await line.inspect(1)).toMatchObject({ lane: 2 });
  await client.inspection.changeover({ sessionId: id, productId: lid.productId });
  await client.recipes.select({ number: 5 });
  expect(await client.inspection.sessions()).toMatchObject([
    { lane: 1, productName: 'Ring' },
    { lane: 2, productName: 'Ring' },
  ]);
  await expect(client.products.archive({ id: ring.productId })).rejects.toMatchObject({ code: 'CONFLICT' });
  await client.products.archive({ id: disc.productId });
  expect(await line.inspect(2)).toMatchObject({ lane: 2 });
  await station.line.stop(2, singleUser);
  expect(answer).toBe('none');

  await station.line.stop(1, singleUser);
  await starting;
  expect(answer).toMatchObject({
    code: 'CONFLICT',
    message: expect.stringContaining('“Lane 1” was ended'),
  });
  expect(await client.inspection.sessions()).toEqual([]);
  expect(bugs).toEqual([]);
});
