import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { expect, test } from 'vitest';
import type { LineEvent } from '../../src/main/line/line-commands.ts';
import { singleUser } from '../../src/main/users/single-user.ts';
import { usualLane } from '../../src/shared/domain/lanes.ts';
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
    ...{ number: 12, name: 'Lids', code: '4711', products: both(lid.productId, ring.productId) },
  });
  await expect(
    client.recipes.add({
      number: 13,
      name: 'Rings',
      code: '4711',
      products: both(ring.productId, lid.productId),
    }),
  ).rejects.toMatchObject({
    code: 'ALREADY_EXISTS',
    message: expect.stringContaining('“Lids” has the code'),
  });
  await client.recipes.add({
    number: 13,
    name: 'Rings',
    code: null,
    products: both(ring.productId, lid.productId),
  });
  await expect(line.selectRecipe({ number: 7 }, singleUser)).rejects.toMatchObject({
    code: 'NOT_FOUND',
    message: 'There is no recipe 7. There are 12 “Lids”, 13 “Rings”.',
  });
  expect(line.recipe()).toBeNull();

  const inspected = async () => (await client.inspection.sessions()).map(({ productName }) => productName);
  expect(await client.recipes.select({ code: '4711' })).toEqual({ number: 12, name: 'Lids', code: '4711' });
  expect(await inspected()).toEqual(['Lid', 'Ring']);
  expect(await client.recipes.current()).toMatchObject({ number: 12 });

  // One lane cannot: the model of “Lid” has lost its file. The other lane goes on as it was, too.
  const before = await client.inspection.sessions();
  rmSync(lid.graph);
  const refused = line.selectRecipe({ name: 'rings' }, singleUser);
  await expect(refused).rejects.toMatchObject({
    message: expect.stringMatching(/^“Lane 3” cannot change over, and every lane goes on as it was\. /),
  });
  expect((await client.inspection.sessions()).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
  expect(line.recipe()).toMatchObject({ number: 12 });

  const [second] = before;
  await client.inspection.changeover({ sessionId: second?.id ?? '', productId: disc.productId });
  expect(line.recipe()).toBeNull();
  expect(events.map((event) => event.kind === 'recipe' && event.recipe?.number)).toEqual([12, undefined]);

  // A lane that stands still begins with what the recipe says.
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
