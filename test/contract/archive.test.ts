import { expect, test, vi } from 'vitest';
import { seenIn } from '../../src/shared/domain/bucket-sums.ts';
import { countedParts } from '../support/counts.ts';
import { openWatchedLine } from '../support/watched-line.ts';

test('a product that is inspected is not archived, and the inspection goes on; once it has ended, it is', async () => {
  const line = await openWatchedLine(['Disc', 'Ring']);
  const { client, products, source } = line;
  const [disc, ring] = products;
  if (!ring) throw new Error('There are two products');
  const { productId: id } = disc;
  const first = await client.inspection.start({ productId: id, source });
  const refused = { code: 'CONFLICT', message: expect.stringContaining('“Disc” is being inspected') };
  await expect(client.products.archive({ id })).rejects.toMatchObject(refused);
  await client.inspection.pause({ sessionId: first.id, paused: true });
  await expect(client.products.archive({ id })).rejects.toMatchObject(refused);
  expect(await client.inspection.current()).toMatchObject({ id: first.id, productName: 'Disc' });
  await line.drop('late.png', 1);
  await client.inspection.pause({ sessionId: first.id, paused: false });

  // Once another product is on the line and the last part is inspected, this product can be archived.
  const second = await client.inspection.changeover({ sessionId: first.id, productId: ring.productId });
  await vi.waitFor(() => client.products.archive({ id }), 10_000);
  expect((await client.products.list()).map(({ name }) => name)).toEqual(['Ring']);
  expect(await client.inspection.current()).toMatchObject({ id: second.id, productName: 'Ring' });
  await expect(client.inspection.changeover({ sessionId: second.id, productId: id })).rejects.toMatchObject({
    code: 'CONFLICT',
    message: expect.stringContaining('archived'),
  });
  await client.inspection.stop({ sessionId: second.id });
  await client.products.archive({ id: ring.productId });
  expect(await client.products.list()).toEqual([]);
});

test('an archived product is neither inspected nor trained; its log, counts and models stay, and it comes back', async () => {
  const line = await openWatchedLine();
  const { client, products, source } = line;
  const [{ productId: id, modelId }] = products;
  await line.judgeAll(id, 'defect');
  const session = await client.inspection.start({ productId: id, source });
  await line.inspect(1);
  await client.inspection.stop({ sessionId: session.id });
  const before = await client.products.get({ id });
  await client.products.archive({ id });

  expect(await client.products.archived()).toMatchObject([{ id, name: 'Disc', activeModelId: modelId }]);
  const archived = { code: 'CONFLICT', message: expect.stringContaining('“Disc” is archived') };
  await expect(client.inspection.start({ productId: id, source })).rejects.toMatchObject(archived);
  await expect(client.training.start({ productId: id })).rejects.toMatchObject(archived);
  const { entries } = await client.log.query({ filter: { productId: id } });
  expect(entries).toHaveLength(1);
  expect(await client.log.counts({ productId: id })).toEqual(countedParts({ defect: 1 }));
  const overview = await client.statistics.overview({ filter: { productId: id }, timeZone: 'UTC' });
  expect(seenIn(overview.buckets)).toEqual(countedParts({ defect: 1 }));
  expect(await client.models.list({ productId: id })).not.toEqual([]);

  expect(await client.products.restore({ id })).toEqual(before);
  expect(await client.products.archived()).toEqual([]);
  const again = await client.inspection.start({ productId: id, source });
  await client.inspection.stop({ sessionId: again.id });
});
