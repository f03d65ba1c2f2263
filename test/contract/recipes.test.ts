import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import Sqlite from 'better-sqlite3';
import { expect, onTestFinished, test, vi } from 'vitest';
import { encodePng } from '../../src/main/images/encode-image.ts';
import type { LineEvent } from '../../src/main/line/line-commands.ts';
import { singleUser } from '../../src/main/users/single-user.ts';
import { usualLane } from '../../src/shared/domain/lanes.ts';
import { arrivedIn } from '../../src/shared/domain/outcome.ts';
import { testFrame } from '../support/test-frame.ts';
import { openWatchedLine } from '../support/watched-line.ts';
import { openStationUnderTest } from './station-under-test.ts';

test('a recipe changes all lanes over or none, and stays in force until somebody chooses by hand', async () => {
  const { folder, station, client, bugs, products } = await openWatchedLine(['Disc', 'Lid', 'Ring']);
  const [disc, lid, ring] = products;
  if (!lid || !ring) throw new Error('There are three products');
  const { line } = station;
  const events: LineEvent[] = [];
  line.subscribe((event) => {
    if (event.kind === 'recipe') events.push(event);
  });
  for (const number of [2, 3]) {
    const at = join(folder, `lane-${number}`);
    mkdirSync(at);
    await client.lanes.add({ ...usualLane(number), source: { kind: 'watched-folder', folder: at } });
    await client.inspection.start({ productId: disc.productId, lane: number });
  }
  const both = (two: string, three: string) => [
    { lane: 2, productId: two },
    { lane: 3, productId: three },
  ];
  await client.recipes.add({
    number: 12,
    name: 'Lids',
    code: '4711',
    products: both(lid.productId, ring.productId),
  });
  await expect(
    client.recipes.add({
      number: 13,
      name: 'Ränge',
      code: '4711',
      products: both(ring.productId, lid.productId),
    }),
  ).rejects.toMatchObject({
    code: 'ALREADY_EXISTS',
    message: expect.stringContaining('“Lids” has the code'),
  });
  await client.recipes.add({
    number: 13,
    name: 'Ränge',
    code: null,
    products: both(ring.productId, lid.productId),
  });
  await expect(line.selectRecipe({ number: 7 }, singleUser)).rejects.toMatchObject({
    code: 'NOT_FOUND',
    message: 'There is no recipe 7. There are 12 “Lids”, 13 “Ränge”.',
  });
  expect(line.recipe()).toBeNull();

  const inspected = async () => (await client.inspection.sessions()).map(({ productName }) => productName);
  expect(await client.recipes.select({ code: '4711' })).toEqual({ number: 12, name: 'Lids', code: '4711' });
  expect(await inspected()).toEqual(['Lid', 'Ring']);
  expect(await client.recipes.current()).toMatchObject({ number: 12 });

  // One lane cannot switch, because the model of “Lid” has lost its file. So the other lane goes on as before, too.
  const before = await client.inspection.sessions();
  rmSync(lid.graph);
  const refused = line.selectRecipe({ name: ' ra\u0308nge' }, singleUser);
  await expect(refused).rejects.toMatchObject({
    message: expect.stringMatching(/^“Lane 3” cannot change over, and every lane goes on as it was\. /),
  });
  expect((await client.inspection.sessions()).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
  expect(line.recipe()).toMatchObject({ number: 12 });

  const [second] = before;
  await client.inspection.changeover({ sessionId: second?.id ?? '', productId: disc.productId });
  expect(line.recipe()).toBeNull();
  expect(events.map((event) => event.kind === 'recipe' && event.recipe?.number)).toEqual([12, undefined]);

  // An idle lane starts with the recipe's product.
  await line.stop(null, singleUser);
  await client.recipes.add({
    number: 1,
    name: 'Ring alone',
    code: null,
    products: [{ lane: 2, productId: ring.productId }],
  });
  await line.selectRecipe({ number: 1 }, singleUser);
  expect(line.lanes()[1]?.product?.name).toBe('Ring');
  await station.close();
  expect(bugs).toEqual([]);
  const again = await openStationUnderTest(folder);
  expect(again.station.line.recipe()).toMatchObject({ number: 1 });
  await again.station.line.start(2, singleUser);
  const later = createRouterClient(again.station.router, { context: { user: singleUser } });
  expect(await later.inspection.sessions()).toMatchObject([{ lane: 2, productName: 'Ring' }]);
});

test('a lane that fails in the middle of a changeover takes the lanes before it back, and the recipe with them', async () => {
  const { folder, station, client, bugs, products } = await openWatchedLine(['Disc', 'Lid']);
  const [disc, lid = disc] = products;
  const { line } = station;
  for (const number of [2, 3]) {
    mkdirSync(join(folder, `${number}`));
    await client.lanes.add({
      ...usualLane(number),
      source: { kind: 'watched-folder', folder: join(folder, `${number}`) },
    });
    await client.inspection.start({ productId: disc.productId, lane: number });
  }
  for (const [number, { productId }] of [
    [12, disc],
    [13, lid],
  ] as const) {
    const all = [2, 3].map((lane) => ({ lane, productId }));
    await client.recipes.add({ number, name: `Recipe ${number}`, code: null, products: all });
  }
  await line.selectRecipe({ number: 12 }, singleUser);
  const [second, third] = await client.inspection.sessions();

  // The failure shows only when the second lane switches; the preparation of all lanes did not meet it.
  const database = new Sqlite(join(folder, 'home', 'station.db'));
  database.exec(`CREATE TRIGGER refuse BEFORE INSERT ON sessions WHEN NEW.lane = 3
    BEGIN SELECT RAISE(ABORT, 'no room for it'); END`);
  await expect(line.selectRecipe({ number: 13 }, singleUser)).rejects.toMatchObject({
    message: expect.stringMatching(
      /^“Lane 3” cannot change over, and every lane goes on as it was\. .*no room for it/,
    ),
  });
  expect(line.recipe()).toMatchObject({ number: 12 });
  expect(await client.inspection.sessions()).toMatchObject([
    { lane: 2, productName: 'Disc' },
    { lane: 3, productName: 'Disc', id: third?.id },
  ]);
  // The lane that switched back has a new session, and inspects as before.
  expect((await client.inspection.current({ lane: 2 }))?.id).not.toBe(second?.id);
  const name = join(folder, '2', 'part.png');
  writeFileSync(`${name}.part`, await encodePng(testFrame(1, 96, 80)));
  renameSync(`${name}.part`, name);
  await vi.waitFor(async () => {
    const { parts } = await client.log.counts({ lane: 2, productId: disc.productId });
    expect(arrivedIn(parts)).toBe(1);
  }, 20_000);

  // The first lane cannot switch back either, so the error names it and does not claim that all is as before.
  database.exec(`DROP TRIGGER refuse; CREATE TRIGGER refuse BEFORE INSERT ON sessions
    WHEN NEW.lane = 3 OR NEW.product_id = '${disc.productId}'
    BEGIN SELECT RAISE(ABORT, 'no room for it'); END`);
  await expect(line.selectRecipe({ number: 13 }, singleUser)).rejects.toMatchObject({
    message: expect.stringContaining('these lanes could not go back: “Lane 2”'),
  });
  database.exec('DROP TRIGGER refuse');
  database.close();
  await line.selectRecipe({ number: 13 }, singleUser);
  expect(line.recipe()).toMatchObject({ number: 13 });
  await station.close();
  expect(bugs).toEqual([]);
});

test('a lane that stands still begins with the recipe that was chosen last, although the clock was set back meanwhile', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const { client, station, products, source } = await openWatchedLine(['Disc', 'Lid', 'Ring']);
  const [disc, lid = disc, ring = disc] = products;
  for (const [number, { productId }] of [lid, ring].entries()) {
    await client.recipes.add({
      number: number + 1,
      name: `Recipe ${number + 1}`,
      code: null,
      products: [{ lane: 1, productId }],
    });
  }
  await client.inspection.start({ productId: disc.productId, source });
  await station.line.stop(1, singleUser);
  vi.setSystemTime(Date.now() - 3_600_000);
  for (const number of [1, 2, 1]) {
    await station.line.selectRecipe({ number }, singleUser);
    expect(station.line.recipe()).toMatchObject({ number });
    await station.line.start(1, singleUser);
    const name = number === 1 ? 'Lid' : 'Ring';
    expect(await client.inspection.current()).toMatchObject({ productName: name });
    expect(station.line.recipe()).toMatchObject({ number });
    await station.line.stop(1, singleUser);
    expect(station.line.recipe()).toMatchObject({ number });
  }
  // A product that was chosen by hand counts as well.
  await client.inspection.start({ productId: disc.productId, source });
  await station.line.stop(1, singleUser);
  expect(station.line.recipe()).toBeNull();
  expect(station.line.lanes()[0]?.product?.name).toBe('Disc');
});
