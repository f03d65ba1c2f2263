import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { expect, onTestFinished, test } from 'vitest';
import { encodePng } from '../../src/main/images/encode-image.ts';
import { singleUser } from '../../src/main/users/single-user.ts';
import { toWindowSchema, unpackLive } from '../../src/shared/contract/live.ts';
import type { Frame } from '../../src/shared/domain/frame.ts';
import type { TraitName } from '../../src/shared/domain/picture-traits.ts';
import { judgedEntry } from '../support/judged-entry.ts';
import { lit, turned } from '../support/altered-pictures.ts';
import { makeSmallProduct } from '../support/small-product.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { sampleParts, usualOf } from '../support/usual-parts.ts';
import { openStationUnderTest } from './station-under-test.ts';

/** Limits that no part reaches, and limits that every part reaches. */
const limitsFor = { good: { review: 1e9, defect: 1e10 }, defect: { review: -2e9, defect: -1e9 } };

/** Opens a station that watches a folder, with a product whose model may or may not know its training images. */
async function openLine(known: boolean) {
  const folder = temporaryFolder();
  const card = known ? { pictures: usualOf(sampleParts(100, 12)) } : {};
  const { productId } = await makeSmallProduct(join(folder, 'home'), 'Flange', undefined, undefined, card);
  const { station, bugs } = await openStationUnderTest(folder);
  const client = createRouterClient(station.router, { context: { user: singleUser } });
  const parts = join(folder, 'parts');
  mkdirSync(parts);
  const notices: { after: number; traits: TraitName[] }[] = [];
  const uninspected: { readonly reason: string; readonly detail: string | null }[] = [];
  let inspected = 0;
  let onResult: () => void = () => undefined;
  const connection = station.live.connect((block) => {
    const message = toWindowSchema.parse(unpackLive(block).header);
    if (message.kind === 'session' && message.session) {
      const traits = message.session.unlike?.differences.map(({ trait }) => trait) ?? [];
      if (traits.join() !== (notices.at(-1)?.traits ?? []).join()) {
        notices.push({ after: inspected + 1, traits });
      }
    }
    if (message.kind === 'uninspected') uninspected.push(message);
    if (message.kind !== 'result' && message.kind !== 'uninspected') return true;
    inspected += 1;
    onResult();
    return true;
  });
  onTestFinished(() => connection.close());
  const judge = (as: 'good' | 'defect') =>
    client.products.setThresholds({ id: productId, thresholds: limitsFor[as] });
  await judge('defect');
  const session = await client.inspection.start({
    productId,
    source: { kind: 'watched-folder', folder: parts },
  });
  let number = 0;

  return {
    client,
    bugs,
    notices,
    uninspected,
    session,
    judge,
    /** Inspects each frame as a part, in order. */
    async inspect(frames: readonly Frame[]): Promise<void> {
      for (const frame of frames) {
        const done = new Promise<void>((resolve) => (onResult = resolve));
        const name = `part-${String(number++).padStart(3, '0')}.png`;
        writeFileSync(join(folder, name), await encodePng(frame));
        renameSync(join(folder, name), join(parts, name));
        await done;
      }
    },
  };
}

const darker = (frames: readonly Frame[]): Promise<Frame[]> =>
  Promise.all(frames.map((frame) => lit(frame, 0.6)));

test('a stream as in training says nothing; a darker one is told within five pictures, and gone after five', async () => {
  const line = await openLine(true);
  await line.judge('good');
  await line.inspect(sampleParts(900, 5));
  expect(line.notices).toEqual([]);

  await line.judge('defect');
  await line.inspect(await darker(sampleParts(900, 5)));
  const [told] = line.notices;
  expect(told?.traits).toContain('brightness');
  expect(told?.after).toBeGreaterThan(5);
  expect(told?.after).toBeLessThanOrEqual(10);
  expect((await line.client.inspection.current())?.unlike?.differences).toContainEqual(
    expect.objectContaining({ trait: 'brightness' }),
  );

  const newest = (await line.client.log.list({ filter: {}, order: 'newest' })).ids[0] ?? 0;
  expect(judgedEntry(await line.client.log.get({ id: newest })).unlike?.differences).toContainEqual(
    expect.objectContaining({ trait: 'brightness' }),
  );

  await line.judge('good');
  await line.inspect(sampleParts(900, 5));
  expect(line.notices.at(-1)).toEqual({ after: 15, traits: [] });
  expect((await line.client.inspection.current())?.unlike).toBeNull();
  expect(line.bugs).toEqual([]);
});

test('limits set under other light than now are told, until the light is the same again', async () => {
  const line = await openLine(true);
  const drift = async () => (await line.client.inspection.current())?.limitsDrift ?? null;
  await line.inspect(await darker(sampleParts(900, 3)));
  const thresholds = { review: 1e8, defect: 1e9 };
  await line.client.products.setThresholds({ id: line.session.productId, thresholds, by: 'line' });
  await line.inspect(await darker(sampleParts(900, 1)));
  expect(await drift()).toBeNull();

  await line.inspect(sampleParts(900, 5));
  expect(await drift()).toMatchObject({ madeOn: { width: 640, height: 480 } });
  expect((await drift())?.traits).toContain('brightness');

  // Limits from test images have no pictures of the line for comparison.
  await line.client.products.setThresholds({ id: line.session.productId, thresholds });
  await line.inspect(sampleParts(900, 1));
  expect(await drift()).toBeNull();
  expect(line.bugs).toEqual([]);
});

test('parts are not inspected while the notice stands, where the station is set so', async () => {
  const line = await openLine(true);
  await line.client.settings.set({ values: { 'inspection.unlikePictures': 'leave' }, expected: 0 });
  await line.inspect(await darker(sampleParts(900, 4)));
  expect((await line.client.inspection.current())?.counts).toMatchObject({ defect: 2, 'not-inspected': 2 });
  // Notice and entry hold the difference as data, which each window puts into words of its language.
  expect(line.uninspected.at(-1)).toMatchObject({ reason: 'unlike', detail: null });
  const newest = (await line.client.log.list({ filter: {}, order: 'newest' })).ids[0] ?? 0;
  expect((await line.client.log.get({ id: newest })).unlike?.differences).toContainEqual(
    expect.objectContaining({ trait: 'brightness' }),
  );

  await line.client.settings.set({ values: { 'inspection.unlikePictures': 'judge' }, expected: 1 });
  await line.inspect(await darker(sampleParts(900, 1)));
  expect((await line.client.inspection.current())?.counts).toMatchObject({ defect: 3, 'not-inspected': 2 });
  expect(line.bugs).toEqual([]);
});

test('a turned picture is told at once, with the sizes of both', async () => {
  const line = await openLine(true);
  await line.inspect([await turned(sampleParts(900, 1)[0] ?? failed(), 90)]);
  expect(line.notices[0]).toMatchObject({ after: 1, traits: expect.arrayContaining(['shape']) });
  expect((await line.client.inspection.current())?.unlike).toMatchObject({
    width: 480,
    height: 640,
    trainedWidth: 640,
    trainedHeight: 480,
  });
});

test('a model whose card says nothing of its training images inspects without a word on pictures', async () => {
  const line = await openLine(false);
  await line.inspect(await darker(sampleParts(900, 3)));
  expect(line.notices).toEqual([]);
  expect((await line.client.inspection.stop({ sessionId: line.session.id })).unlike).toBeNull();
  expect(line.bugs).toEqual([]);
});

function failed(): never {
  throw new Error('There is no part');
}
