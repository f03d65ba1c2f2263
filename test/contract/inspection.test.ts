import { createRouterClient } from '@orpc/server';
import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { toWindowSchema, unpackLive } from '../../src/shared/contract/live.ts';
import type { LiveResult, ToWindow } from '../../src/shared/contract/live.ts';
import { encodePng } from '../../src/main/images/encode-image.ts';
import { arrivedIn, noOutcomes } from '../../src/shared/domain/outcome.ts';
import { singleUser } from '../../src/main/users/single-user.ts';
import { makeSmallProduct } from '../support/small-product.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { testFrame } from '../support/test-frame.ts';
import { openStationUnderTest } from './station-under-test.ts';

/** Opens a station with a product that has a real, small model. */
async function openWithModel() {
  const folder = temporaryFolder();
  const { productId, modelId } = await makeSmallProduct(join(folder, 'home'));
  const { station, bugs } = await openStationUnderTest(folder);
  const client = createRouterClient(station.router, { context: { user: singleUser } });
  const parts = join(folder, 'parts');
  mkdirSync(parts);
  return { folder, station, client, bugs, productId, modelId, parts };
}

type Opened = Awaited<ReturnType<typeof openWithModel>>;

/** Drops a part into the watched folder and waits for its verdict. */
async function inspect({ station, parts, folder }: Opened, seed: number): Promise<LiveResult> {
  const { promise, resolve, reject } = Promise.withResolvers<LiveResult>();
  const name = `part-${seed}.png`;
  const connection = station.live.connect((block) => {
    const message = toWindowSchema.parse(unpackLive(block).header);
    if (message.kind === 'result' && message.name === name) resolve(message);
    if (message.kind === 'problem') reject(new Error(message.message));
    if (message.kind === 'uninspected' && message.name === name) reject(new Error(message.reason));
    return true;
  });
  writeFileSync(join(folder, name), await encodePng(testFrame(seed, 96, 80)));
  renameSync(join(folder, name), join(parts, name));
  try {
    return await promise;
  } finally {
    connection.close();
  }
}

test('a moved limit judges the next part; the log explains each verdict and replays to the same score', async () => {
  const opened = await openWithModel();
  const { client, productId, modelId, parts, bugs } = opened;
  const session = await client.inspection.start({
    productId,
    source: { kind: 'watched-folder', folder: parts },
  });

  const first = await inspect(opened, 1);
  const low = { review: first.score / 4, defect: first.score / 2 };
  const high = { review: first.score * 4, defect: first.score * 5 };
  await client.products.setThresholds({ id: productId, thresholds: low });
  const second = await inspect(opened, 2);
  await client.products.setThresholds({ id: productId, thresholds: high });
  const third = await inspect(opened, 3);
  expect([second.verdict, third.verdict]).toEqual(['defect', 'good']);
  expect(third.entryId).toBeNull();

  const entry = await client.log.get({ id: second.entryId ?? 0 });
  expect(entry).toMatchObject({
    productId,
    modelId,
    sessionId: session.id,
    name: 'part-2.png',
    verdict: 'defect',
    score: second.score,
    thresholds: { id: second.thresholds.id, ...low, origin: 'person' },
    picture: { width: 96, height: 80 },
  });
  expect(await client.log.replay({ id: entry.id })).toEqual({
    loggedScore: second.score,
    replayedScore: second.score,
    loggedVerdict: 'defect',
    replayedVerdict: 'defect',
    regions: second.regions,
    equal: true,
  });
  const ended = await client.inspection.stop({ sessionId: session.id });
  const counts = await client.log.counts({ sessionId: session.id });
  expect(arrivedIn(counts.parts)).toBe(3);
  expect(counts.frames).toEqual(noOutcomes);
  expect(ended.counts).toMatchObject(counts.parts);
  expect(bugs).toEqual([]);
});

test('a smallest area raises the verdict of the next part, and the log tells the region', async () => {
  const opened = await openWithModel();
  const { client, productId, parts, bugs } = opened;
  const source = { kind: 'watched-folder', folder: parts } as const;
  await client.inspection.start({ productId, source });
  const set = (thresholds: Parameters<typeof client.products.setThresholds>[0]['thresholds']) =>
    client.products.setThresholds({ id: productId, thresholds });

  const everythingGood = { review: 1e8, defect: 1e9 };
  await set({ ...everythingGood, pixelThreshold: 1e-3 });
  const first = await inspect(opened, 1);
  const record = await set({ ...everythingGood, smallestArea: 0.5 });
  expect(record).toMatchObject({ ...everythingGood, pixelThreshold: 1e-3, smallestArea: 0.5 });
  const second = await inspect(opened, 2);
  expect([first.verdict, second.verdict]).toEqual(['good', 'defect']);
  expect(second.regions).toEqual({ count: 1, largest: 1 });

  const entry = await client.log.get({ id: second.entryId ?? 0 });
  expect(entry).toMatchObject({ verdict: 'defect', regions: second.regions, thresholds: record });
  expect(await client.log.replay({ id: entry.id })).toMatchObject({
    replayedVerdict: 'defect',
    regions: second.regions,
    equal: true,
  });

  for (const wrong of [{ pixelThreshold: 0 }, { smallestArea: -0.1 }, { smallestArea: 1.1 }]) {
    await expect(set({ ...everythingGood, ...wrong })).rejects.toMatchObject({
      code: 'BAD_INPUT',
      message: expect.stringContaining(Object.keys(wrong)[0] ?? ''),
    });
  }
  expect((await client.products.get({ id: productId })).thresholds).toEqual(record);
  expect(bugs).toEqual([]);
});

test('a broken file in the watched folder is a part that was not inspected, named in every window, and the next part is inspected', async () => {
  const opened = await openWithModel();
  const { client, station, productId, parts, bugs } = opened;
  const heard: ToWindow[] = [];
  const connection = station.live.connect((block) => {
    heard.push(toWindowSchema.parse(unpackLive(block).header));
    return true;
  });
  onTestFinished(() => connection.close());
  writeFileSync(join(parts, 'broken.jpg'), 'A list of parts, saved under the wrong name');
  const source = { kind: 'watched-folder', folder: parts } as const;
  const session = await client.inspection.start({ productId, source });
  await vi.waitUntil(() => heard.some(({ kind }) => kind === 'uninspected'), 10_000);
  await inspect(opened, 1);

  expect(heard.filter(({ kind }) => kind === 'problem')).toEqual([]);
  expect(heard.filter(({ kind }) => kind === 'uninspected')).toMatchObject([
    {
      name: 'broken.jpg',
      verdict: 'not-inspected',
      reason: 'unreadable',
      picture: null,
      detail: expect.stringContaining('broken.jpg'),
      counts: { good: 0, review: 0, defect: 0, 'not-inspected': 1 },
    },
  ]);
  expect(heard.findLast(({ kind }) => kind !== 'beat')).toMatchObject({
    kind: 'result',
    name: 'part-1.png',
    sessionId: session.id,
  });
  const current = await client.inspection.current();
  expect(current).toMatchObject({ id: session.id, endedAt: null, paused: false });
  expect(bugs).toEqual([]);
});

test('a model with a flipped byte is named, starts no inspection, and the station goes on', async () => {
  const { client, station, productId, modelId, parts, bugs } = await openWithModel();
  const graph = join(station.paths.models, modelId, 'model.onnx');
  const bytes = readFileSync(graph);
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
  chmodSync(graph, 0o644);
  writeFileSync(graph, bytes);
  const source = { kind: 'watched-folder', folder: parts } as const;
  await expect(client.inspection.start({ productId, source })).rejects.toMatchObject({
    code: 'CORRUPT_MODEL',
    message: expect.stringContaining(graph),
  });
  expect(await client.inspection.current()).toBeNull();
  expect((await client.products.list()).map(({ id }) => id)).toEqual([productId]);
  expect(bugs).toEqual([]);
});
