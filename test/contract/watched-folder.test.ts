import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { encodePng } from '../../src/main/images/encode-image.ts';
import type { LiveResult } from '../../src/shared/contract/live.ts';
import { testFrame } from '../support/test-frame.ts';
import { openWatchedLine, type WatchedLine } from '../support/watched-line.ts';

const results = ({ heard }: WatchedLine): LiveResult[] =>
  heard.filter((message): message is LiveResult => message.kind === 'result');

async function waitForResults(line: WatchedLine, count: number): Promise<void> {
  await vi.waitFor(() => expect(results(line)).toHaveLength(count), { timeout: 20_000 });
}

test('Stop and Start inspect only what is new, and everything when it is asked for; the folder tells how many', async () => {
  const line = await openWatchedLine();
  const { client, parts, source, bugs } = line;
  const [{ productId }] = line.products;
  const lies = () => client.inspection.folder({ folder: parts });
  for (const name of ['1.png', '2.png', '3.png']) await line.drop(name, 1);
  expect(await lies()).toEqual({ pictures: 3, inspected: 0, passedOver: 0 });
  const first = await client.inspection.start({ productId, source });
  await waitForResults(line, 3);
  await client.inspection.stop({ sessionId: first.id });
  await line.drop('4.png', 2);
  expect(await lies()).toEqual({ pictures: 4, inspected: 3, passedOver: 0 });

  const second = await client.inspection.start({ productId, source });
  await waitForResults(line, 4);
  expect(results(line).at(-1)).toMatchObject({ name: '4.png', sessionId: second.id });
  const ended = await client.inspection.stop({ sessionId: second.id });
  expect(ended.counts).toMatchObject((await client.log.counts({ sessionId: second.id })).parts);

  const third = await client.inspection.start({ productId, source, again: true });
  await waitForResults(line, 8);
  expect(results(line).filter(({ sessionId }) => sessionId === third.id)).toHaveLength(4);
  await expect(client.inspection.folder({ folder: join(parts, 'none') })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  expect(bugs).toEqual([]);
});

test('subfolders are a choice of the source', async () => {
  const line = await openWatchedLine();
  const { client, parts } = line;
  const [{ productId }] = line.products;
  mkdirSync(join(parts, '2026-11-29'));
  await line.drop('p.png', 1);
  renameSync(join(parts, 'p.png'), join(parts, '2026-11-29', 'p.png'));
  const told = { folder: parts, subfolders: true };
  expect(await client.inspection.folder({ folder: parts })).toMatchObject({ pictures: 0, passedOver: 1 });
  expect(await client.inspection.folder(told)).toMatchObject({ pictures: 1, passedOver: 0 });
  const source = { kind: 'watched-folder', ...told } as const;
  const session = await client.inspection.start({ productId, source });
  expect(session.source).toEqual(source);
  await waitForResults(line, 1);
  expect(results(line)[0]?.name).toBe('2026-11-29/p.png');
});

test('a part that is dropped as soon as a changeover is answered belongs to the new product', async () => {
  const line = await openWatchedLine(['Disc', 'Ring']);
  const { client, products, source, folder, parts } = line;
  const [disc, ring = disc] = products;
  const picture = await encodePng(testFrame(1, 96, 80));
  let { id: sessionId } = await client.inspection.start({ productId: disc.productId, source });
  for (const [round, { productId }] of [ring, disc, ring, disc, ring, disc].entries()) {
    writeFileSync(join(folder, 'next.png'), picture);
    ({ id: sessionId } = await client.inspection.changeover({ sessionId, productId }));
    renameSync(join(folder, 'next.png'), join(parts, `${round}.png`));
    await waitForResults(line, round + 1);
    expect(results(line).at(-1)).toMatchObject({ name: `${round}.png`, productId, sessionId });
  }
});
