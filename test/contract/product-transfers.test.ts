import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { expect, test } from 'vitest';
import { largestPiece, largestTransfer } from '../../src/shared/contract/product-transfers.ts';
import { singleUser } from '../../src/main/users/single-user.ts';
import { testStation } from '../support/headless-station.ts';
import { makeSmallProduct } from '../support/small-product.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Opens a station with a product and a client. @returns both, and a function that lists the folder for work */
async function stationWithProduct() {
  const home = join(temporaryFolder(), 'home');
  const { productId } = await makeSmallProduct(home);
  const station = await testStation(home);
  const client = createRouterClient(station.router, { context: { user: singleUser } });
  const other = createRouterClient(station.router, {
    context: { user: { ...singleUser, name: 'somebody' } },
  });
  return { client, other, productId, kept: () => readdir(join(home, 'jobs')) };
}

type Client = Awaited<ReturnType<typeof stationWithProduct>>['client'];

type Written = Awaited<ReturnType<Client['productTransfers']['write']>>;

async function download(client: Client, { transferId, bytes }: Written): Promise<Blob> {
  const pieces: Blob[] = [];
  for (let offset = 0; offset < bytes;) {
    const piece = await client.productTransfers.read({ transferId, offset });
    pieces.push(piece);
    offset += piece.size;
  }
  await client.productTransfers.discard({ transferId });
  return new Blob(pieces);
}

async function upload(client: Client, bytes: Blob, step: number): Promise<string> {
  const { transferId } = await client.productTransfers.begin({ bytes: bytes.size });
  for (let offset = 0; offset < bytes.size; offset += step) {
    const piece = new File([bytes.slice(offset, offset + step)], 'piece');
    await client.productTransfers.send({ transferId, offset, piece });
  }
  return transferId;
}

test('a product is read in pieces, sent in pieces, and taken in as a copy; nothing stays of the files', async () => {
  const { client, productId, kept } = await stationWithProduct();
  const written = await client.productTransfers.write({ productId });
  const { name } = await client.products.get({ id: productId });
  expect(written.fileName).toBe(`${name.replaceAll(' ', '-')}.loupe-product`);
  const file = await download(client, written);
  expect(file.size).toBe(written.bytes);
  expect(await kept()).toEqual([]);

  const transferId = await upload(client, file, 10_000);
  await expect(client.productTransfers.takeIn({ transferId })).rejects.toMatchObject({
    code: 'ALREADY_EXISTS',
  });
  // The station kept the file, so the copy needs no second transfer.
  const { product, models } = await client.productTransfers.takeIn({ transferId, as: 'Copy' });
  expect({ name: product.name, models }).toEqual({ name: 'Copy', models: 1 });
  expect(await kept()).toEqual([]);
  const { records } = await client.audit.list({ filter: { code: 'product.exported' }, limit: 5 });
  expect(records).toMatchObject([{ subject: productId, who: 'local' }]);
});

test('a model is read as a file, looked at and taken in for another product, by pieces and by its path', async () => {
  const { client, productId, kept } = await stationWithProduct();
  const [model] = await client.models.list({ productId });
  if (!model) throw new Error('The product has a model');
  await client.models.edit({ modelId: model.id, name: 'Night shift' });
  const written = await client.productTransfers.writeModel({ modelId: model.id });
  expect(written.fileName).toBe('Disc-Night-shift.loupe-model');
  const file = await download(client, written);
  const ring = await client.products.create({ name: 'Ring' });
  const transferId = await upload(client, file, 100_000);
  expect(await client.productTransfers.lookAtModel({ transferId })).toMatchObject({
    id: model.id,
    productName: 'Disc',
    installedProductId: productId,
  });
  const taken = await client.productTransfers.takeInModel({ transferId, productId: ring.id });
  expect(taken).toMatchObject({ productId: ring.id, graphSha256: model.graphSha256, active: false });
  await client.productTransfers.discard({ transferId });
  expect(await kept()).toEqual([]);

  const path = join(temporaryFolder(), 'night.loupe-model');
  const exported = { modelId: model.id, folder: path };
  expect(await client.models.exportTo(exported)).toMatchObject({ files: ['night.loupe-model'] });
  await expect(client.models.exportTo(exported)).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
  expect(await client.models.lookAtExport({ folder: path })).toMatchObject({ id: model.id });
  const { records } = await client.audit.list({ filter: { code: 'model.exported' }, limit: 5 });
  expect(records).toHaveLength(3);
});

test('a file that is no model is refused, whatever is in it', async () => {
  const { client, productId, kept } = await stationWithProduct();
  const whole = await download(client, await client.productTransfers.write({ productId }));
  for (const bytes of [new Blob(['no archive']), whole, whole.slice(0, whole.size / 2)]) {
    const transferId = await upload(client, bytes, 1_000_000);
    const refused = { code: 'CORRUPT_FILE' };
    await expect(client.productTransfers.lookAtModel({ transferId })).rejects.toMatchObject(refused);
    await expect(client.productTransfers.takeInModel({ transferId, productId })).rejects.toMatchObject(
      refused,
    );
    await client.productTransfers.discard({ transferId });
  }
  expect(await kept()).toEqual([]);
});

test('pieces come in order, within what was agreed; what is no product leaves nothing', async () => {
  const { client, kept } = await stationWithProduct();
  const { transferId } = await client.productTransfers.begin({ bytes: 6 });
  const send = (offset: number, text: string) =>
    client.productTransfers.send({ transferId, offset, piece: new File([text], 'piece') });
  expect(await send(0, 'abc')).toEqual({ bytes: 3 });
  expect(await send(0, 'abc')).toEqual({ bytes: 3 });
  await expect(send(4, 'f')).rejects.toMatchObject({ code: 'CONFLICT' });
  await expect(send(3, 'defg')).rejects.toMatchObject({ code: 'BAD_INPUT' });
  await expect(client.productTransfers.takeIn({ transferId })).rejects.toMatchObject({ code: 'CONFLICT' });
  await send(3, 'def');
  await expect(client.productTransfers.takeIn({ transferId })).rejects.toMatchObject({
    code: 'CORRUPT_FILE',
  });
  expect(await kept()).toEqual([]);
});

test('a transfer is nobody else’s, and there are four at most', async () => {
  const { client, other, kept } = await stationWithProduct();
  const { transferId } = await client.productTransfers.begin({ bytes: 6 });
  await expect(other.productTransfers.read({ transferId, offset: 0 })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  await other.productTransfers.discard({ transferId });
  expect(await kept()).toHaveLength(1);
  for (let more = 1; more < 4; more += 1) await client.productTransfers.begin({ bytes: 6 });
  await expect(client.productTransfers.begin({ bytes: 6 })).rejects.toMatchObject({ code: 'CONFLICT' });
  await client.productTransfers.discard({ transferId });
  await client.productTransfers.begin({ bytes: 6 });
});

test('a file beyond the bound, and a piece beyond its own, are refused', async () => {
  const { client } = await stationWithProduct();
  await expect(client.productTransfers.begin({ bytes: largestTransfer + 1 })).rejects.toMatchObject({
    code: 'BAD_INPUT',
  });
  const { transferId } = await client.productTransfers.begin({ bytes: 2 * largestPiece });
  const piece = new File([new Uint8Array(largestPiece + 1)], 'piece');
  await expect(client.productTransfers.send({ transferId, offset: 0, piece })).rejects.toMatchObject({
    code: 'BAD_INPUT',
  });
});
