import { execFileSync } from 'node:child_process';
import { createWriteStream, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import { createRouterClient } from '@orpc/server';
import { expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import { singleUser } from '../../src/main/users/single-user.ts';
import { greyPng } from '../support/grey-png.ts';
import { testStation } from '../support/headless-station.ts';
import { makeSmallProduct } from '../support/small-product.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

async function openClient(home?: string) {
  const station = await testStation(home);
  return createRouterClient(station.router, { context: { user: singleUser } });
}

/** Opens a station with a product that has everything, and exports the product to a file. */
async function exported() {
  const folder = temporaryFolder();
  const { productId, modelId } = await makeSmallProduct(join(folder, 'home'));
  const client = await openClient(join(folder, 'home'));
  for (const [index, purpose] of (['training', 'test'] as const).entries()) {
    const bytes = new Uint8Array(await greyPng(new Uint8Array(1920).fill(60 + 40 * index), 48, 8));
    const label = purpose === 'test' ? ({ purpose, label: 'defect', kind: 'scratch' } as const) : undefined;
    const file = new File([bytes], `part ${index}.png`, { type: 'image/png' });
    await client.datasets.upload({ productId, file, origin: 'upload', ...(label ? { label } : {}) });
  }
  await client.products.setCauses({ id: productId, causes: ['dust', 'scratch'] });
  await client.products.setSmallestDefect({ id: productId, smallestDefect: 0.02 });
  await client.products.setThresholds({ id: productId, thresholds: { review: 11, defect: 21 } });
  const file = join(folder, 'disc.loupe-product');
  const written = await client.products.exportFile({ id: productId, file });
  return { folder, client, file, written, productId, modelId };
}

test('a product with images, labels, models, limits and history goes to another station as one file', async () => {
  const { client, file, written, productId, modelId } = await exported();
  expect(written).toMatchObject({ images: 2, models: 1 });
  const other = await openClient();
  const { product } = await other.products.importFile({ file });

  const before = await client.products.get({ id: productId });
  const { coverImageId: _here, thresholds, ...settings } = product;
  expect(before).toMatchObject({ ...settings, id: productId, activeModelId: modelId });
  expect(product.smallestDefect).toBe(0.02);
  expect(thresholds).toMatchObject({ review: 11, defect: 21, setAt: before.thresholds?.setAt });
  const [model] = await other.models.list({ productId });
  const [original] = await client.models.list({ productId });
  expect(model).toMatchObject({ id: modelId, graphSha256: original?.graphSha256 });
  const shown = async (asked: typeof client) => {
    const { images } = await asked.datasets.list({ productId, purpose: 'test', offset: 0, limit: 10 });
    return images.map(({ id: _id, ...image }) => image);
  };
  expect(await shown(other)).toEqual(await shown(client));
  const activated = async (asked: typeof client) =>
    (await asked.models.activations({ productId })).map(({ activatedAt, activatedBy }) => ({
      activatedAt,
      activatedBy,
    }));
  expect(await activated(other)).toEqual(await activated(client));
});

test('a product that is being taken in is on no list before all of it is there', async () => {
  const { file } = await exported();
  const other = await openClient();
  const state = { done: false };
  const importing = other.products.importFile({ file }).finally(() => (state.done = true));
  const seen: unknown[] = [];
  while (!state.done) {
    const listed = await other.products.list();
    seen.push(...listed.map(({ imageCount, modelCount }) => `${imageCount} ${modelCount}`));
    await setImmediate();
  }
  expect((await importing).product.archivedAt).toBeNull();
  expect(seen.filter((counts) => counts !== '1 1')).toEqual([]);
});

test('where the product is already it is refused by name, and taken in as a copy with ids of its own', async () => {
  const { client, file, productId, modelId } = await exported();
  await expect(client.products.importFile({ file })).rejects.toMatchObject({
    code: 'ALREADY_EXISTS',
    message: expect.stringContaining('Disc'),
  });
  const { product } = await client.products.importFile({ file, as: 'Disc 2' });
  expect(product).toMatchObject({ name: 'Disc 2', imageCount: 1, modelCount: 1 });
  expect(product.id).not.toBe(productId);
  expect(product.activeModelId).not.toBe(modelId);
  await expect(client.products.importFile({ file, as: 'disc 2' })).rejects.toMatchObject({
    code: 'ALREADY_EXISTS',
  });
  await expect(client.products.exportFile({ id: productId, file })).rejects.toMatchObject({
    code: 'ALREADY_EXISTS',
  });
});

test('archives that are damaged or hostile are refused by name, and leave nothing', async () => {
  const { folder, file } = await exported();
  const other = await openClient();
  const path = join(folder, 'bad.loupe-product');
  const refusal = async (bytes: Uint8Array): Promise<string> => {
    writeFileSync(path, bytes);
    const failure = await other.products.importFile({ file: path }).then(
      () => null,
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({ code: 'CORRUPT_FILE' });
    expect(await other.products.list()).toEqual([]);
    return failure instanceof Error ? failure.message : '';
  };
  const whole = readFileSync(file);
  const flipped = Buffer.from(whole);
  const inGraph = flipped.indexOf('model.onnx') + 200;
  flipped[inGraph] = (flipped[inGraph] ?? 0) ^ 1;
  expect(await refusal(flipped)).toContain('was changed');
  expect(await refusal(whole.subarray(0, whole.length / 2))).toContain(path);

  const archive = async (files: Record<string, string>, compress = false): Promise<Buffer> => {
    const zip = new ZipFile();
    for (const [name, text] of Object.entries(files)) zip.addBuffer(Buffer.from(text), name, { compress });
    zip.end();
    await pipeline(zip.outputStream, createWriteStream(path));
    return readFileSync(path);
  };
  expect(await refusal(await archive({ 'readme.txt': 'x' }))).toContain('“readme.txt” is no name');
  // A path that leads out of the folder, of the same length, so that the archive stays valid.
  const outside = (await archive({ 'images/a/b.png': 'x' }))
    .toString('latin1')
    .replaceAll('images/a/b.png', '../../../b.png');
  expect(await refusal(Buffer.from(outside, 'latin1'))).toContain('../../../b.png');
  const picture = `images/${'0'.repeat(64)}.png`;
  expect(await refusal(await archive({ [picture]: 'x'.repeat(100_000) }, true))).toContain('is compressed');
  expect(await refusal(await archive({ [picture]: 'x' }))).toContain('no product.json');
  expect(await refusal(await archive({ 'product.json': '{}' }))).toContain('product.json');
  if (process.platform !== 'win32') {
    const pipe = join(folder, 'pipe.loupe-product');
    execFileSync('mkfifo', [pipe]);
    const refused = { code: 'CORRUPT_FILE', message: expect.stringContaining('pipe') };
    await expect(other.products.importFile({ file: pipe })).rejects.toMatchObject(refused);
  }
  const deep = '['.repeat(1000);
  expect(await refusal(await archive({ 'product.json': deep }))).toContain('levels deep');
  expect(await refusal(await archive({ 'product.json': '1,'.repeat(2 ** 20) }, true))).toContain(
    'compressed',
  );
});
