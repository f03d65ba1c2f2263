import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { encodePng } from '../../src/main/images/encode-image.ts';
import type { LiveResult } from '../../src/shared/contract/live.ts';
import { countedParts } from '../support/counts.ts';
import { testFrame } from '../support/test-frame.ts';
import { openWatchedLine } from '../support/watched-line.ts';
import type { WatchedLine } from '../support/watched-line.ts';

const namesOf = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}-${index}.png`);

async function dropAll({ drop }: WatchedLine, names: readonly string[]): Promise<void> {
  for (const [index, name] of names.entries()) await drop(name, index);
}

/** Returns the names of a session's judged parts, in order. */
function judged({ heard }: WatchedLine, sessionId: string): (string | null)[] {
  return heard
    .filter((message): message is LiveResult => message.kind === 'result')
    .filter((result) => result.sessionId === sessionId)
    .map(({ name }) => name);
}

/** Waits until only the last session is left and has judged that many parts. */
async function waitForParts(line: WatchedLine, sessionId: string, count: number): Promise<void> {
  await vi.waitFor(
    async () => {
      expect(judged(line, sessionId)).toHaveLength(count);
      expect((await line.client.inspection.current())?.finishing).toEqual([]);
    },
    { timeout: 20_000 },
  );
}

/** Reads a product's log entries: part, model and session. */
async function logged({ client }: WatchedLine, productId: string) {
  const { entries } = await client.log.query({ filter: { productId }, order: 'oldest', limit: 500 });
  const details = await Promise.all(entries.map(({ id }) => client.log.get({ id })));
  return details.map(({ name, modelId, sessionId }) => ({ name, modelId, sessionId }));
}

test('a changeover loses no part of the queue and judges each by the model of the product it belongs to', async () => {
  const line = await openWatchedLine(['Disc', 'Ring']);
  const { client, products, source, bugs } = line;
  const [disc, ring] = products;
  if (!ring) throw new Error('There are two products');
  await line.judgeAll(disc.productId, 'defect');
  await line.judgeAll(ring.productId, 'defect');
  const first = await client.inspection.start({ productId: disc.productId, source });
  const discs = namesOf('disc', 12);
  const rings = namesOf('ring', 6);
  await dropAll(line, discs.slice(0, 4));
  await vi.waitFor(() => expect(judged(line, first.id)).not.toEqual([]), 10_000);
  // A pause makes parts wait, so that the queue is as long as possible.
  await client.inspection.pause({ sessionId: first.id, paused: true });
  await dropAll(line, discs.slice(4));
  const second = await client.inspection.changeover({ sessionId: first.id, productId: ring.productId });
  expect(second).toMatchObject({
    productName: 'Ring',
    modelId: ring.modelId,
    source,
    follows: first.id,
    paused: false,
    finishing: [{ sessionId: first.id, productName: 'Disc' }],
  });
  await dropAll(line, rings);
  await waitForParts(line, second.id, rings.length);

  expect(new Set(judged(line, first.id))).toEqual(new Set(discs));
  expect(judged(line, first.id)).toHaveLength(discs.length);
  expect(new Set(judged(line, second.id))).toEqual(new Set(rings));
  const expected = (names: readonly string[], modelId: string, sessionId: string) =>
    new Set(names.map((name) => ({ name, modelId, sessionId })));
  expect(new Set(await logged(line, disc.productId))).toEqual(expected(discs, disc.modelId, first.id));
  expect(new Set(await logged(line, ring.productId))).toEqual(expected(rings, ring.modelId, second.id));
  const counts = await client.log.counts({ sessionId: first.id });
  expect(counts).toEqual(countedParts({ defect: discs.length }));
  expect(line.heard.filter(({ kind }) => kind === 'problem')).toEqual([]);
  await client.inspection.stop({ sessionId: second.id });
  expect(bugs).toEqual([]);
});

test('a changeover that cannot be leaves the inspection as it was', async () => {
  const line = await openWatchedLine(['Disc', 'Ring']);
  const { client, products, source } = line;
  const [disc, ring] = products;
  const { id: sessionId } = await client.inspection.start({ productId: disc.productId, source });
  const { id: untrained } = await client.products.create({ name: 'New' });
  const change = (productId: string) => client.inspection.changeover({ sessionId, productId });
  await expect(change(untrained)).rejects.toMatchObject({ code: 'NO_ACTIVE_MODEL' });
  await expect(change(disc.productId)).rejects.toMatchObject({ code: 'CONFLICT' });
  expect(await client.inspection.current()).toMatchObject({ id: sessionId, follows: null, finishing: [] });
  await line.inspect(1);
  expect(judged(line, sessionId)).toEqual(['part-1.png']);
  await client.inspection.stop({ sessionId });
  await expect(change(ring?.productId ?? '')).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('a new model takes the next parts over and looks at none again; in a pause it waits for its end', async () => {
  const line = await openWatchedLine();
  const { client, products, source, spareModelId, parts } = line;
  const [{ productId, modelId }] = products;
  writeFileSync(join(parts, 'early.png'), await encodePng(testFrame(1, 96, 80)));
  const first = await client.inspection.start({ productId, source });
  await vi.waitFor(() => expect(judged(line, first.id)).toEqual(['early.png']), 10_000);
  await client.inspection.pause({ sessionId: first.id, paused: true, reason: 'Cleaning' });
  await client.models.activate({ modelId: spareModelId, note: '' });
  expect(await client.inspection.current()).toMatchObject({ id: first.id, paused: true });
  await client.inspection.pause({ sessionId: first.id, paused: false });
  await vi.waitFor(
    async () => expect(await client.inspection.current()).toMatchObject({ modelId: spareModelId }),
    10_000,
  );
  const second = await client.inspection.current();
  expect(second).toMatchObject({ follows: first.id, productId });
  await line.inspect(2);
  expect(judged(line, first.id)).toEqual(['early.png']);
  expect(judged(line, second?.id ?? '')).toEqual(['part-2.png']);
  expect(first.modelId).toBe(modelId);
});
