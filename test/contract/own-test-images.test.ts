import { mkdirSync, renameSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import type { Evaluation, EvaluationSource } from '../../src/shared/contract/models.ts';
import { singleUser } from '../../src/main/users/single-user.ts';
import { collect } from '../support/collect.ts';
import { writeLabelledFolder } from '../support/labelled-folder.ts';
import { makeSmallProduct } from '../support/small-product.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { openStationUnderTest } from './station-under-test.ts';

test('a model is measured on the product’s own test images as on the folder they came from', async () => {
  const folder = temporaryFolder();
  const { productId, modelId } = await makeSmallProduct(join(folder, 'home'));
  const data = join(folder, 'data');
  await writeLabelledFolder(data, 3, 3);
  const { station, bugs } = await openStationUnderTest(folder);
  const client = createRouterClient(station.router, { context: { user: singleUser } });
  const evaluate = async (source: EvaluationSource): Promise<Evaluation> => {
    for await (const event of await client.models.evaluate({ modelId, source })) {
      if (event.kind === 'finished') return event.evaluation;
    }
    throw new Error('The evaluation ended early');
  };

  await expect(evaluate({ kind: 'test-images' })).rejects.toMatchObject({
    code: 'NO_IMAGES',
    message: expect.stringContaining('“Disc” has no test images'),
  });
  await collect(await client.datasets.importFolder({ productId, folder: data }));
  const { masks, smallest } = await client.datasets.labelledDefects({ productId });
  expect(masks).toBe(3);
  expect(smallest).toBeGreaterThan(0.01);
  const own = await evaluate({ kind: 'test-images' });
  const there = await evaluate({ kind: 'folder', folder: data });
  expect(own.folder).toBe('');
  const figures = ({ result }: Evaluation) => {
    const { imageAuroc, pixelAuroc, auPro, regionsByKind, dataSha256, images } = result;
    return { imageAuroc, pixelAuroc, auPro, regionsByKind, dataSha256, images };
  };
  expect(figures(own)).toEqual(figures(there));
  expect(own.result.pixelAuroc).not.toBeNull();

  const [first] = own.result.scores;
  expect(first?.imageId).toBeGreaterThan(0);
  expect(await client.models.corrections({ evaluationId: own.id })).toEqual([]);
  await client.datasets.remove({ imageId: first?.imageId ?? 0 });
  const imageId = own.result.scores[5]?.imageId ?? 0;
  await client.datasets.setLabels({ labels: [{ imageId, purpose: 'test', label: 'defect', kind: 'dent' }] });
  expect(await client.models.corrections({ evaluationId: own.id })).toEqual([
    { number: 0, truth: null },
    { number: 5, truth: { defective: true, kind: 'dent' } },
  ]);
  expect(await client.models.corrections({ evaluationId: there.id })).toEqual([]);
  const media = await station.readMedia({ kind: 'evaluation-photo', id: own.id, number: 0 }, singleUser);
  expect(media.type).toBe('image/jpeg');
  await station.readMedia({ kind: 'evaluation-heatmap', id: own.id, number: 5 }, singleUser);
  const report = await station.readMedia({ kind: 'evaluation-report', id: own.id }, singleUser);
  const page = await report.body.text();
  expect(page).toContain('<title>Disc: evaluation on test set</title>');
  expect(page).toContain('evaluate --product Disc --report report.html');
  expect(page).not.toContain(folder);
  expect(bugs).toEqual([]);
});

test('an import measures what an evaluation of its folder measures, whatever names and masks look like', async () => {
  const folder = temporaryFolder();
  const { productId, modelId } = await makeSmallProduct(join(folder, 'home'));
  const data = join(folder, 'data');
  await writeLabelledFolder(data, 3, 4);
  renameSync(join(data, 'test/good'), join(data, 'test/ok'));
  renameSync(join(data, 'ground_truth/spot'), join(data, 'ground_truth/Spots'));
  mkdirSync(join(data, 'test/spot/batch'));
  renameSync(join(data, 'test/spot/0.png'), join(data, 'test/spot/batch/0.png'));
  const masks = join(data, 'ground_truth/Spots');
  renameSync(join(masks, '1_mask.png'), join(masks, '1_GT.png'));
  const { width, height } = await sharp(join(masks, '2_mask.png')).metadata();
  const half = await sharp(join(masks, '2_mask.png'))
    .resize(width / 2, height / 2, { kernel: 'nearest' })
    .png()
    .toBuffer();
  await writeFile(join(masks, '2_mask.png'), half);
  await writeFile(join(masks, '3_mask.png'), 'no picture');

  const { station } = await openStationUnderTest(folder);
  const client = createRouterClient(station.router, { context: { user: singleUser } });
  const evaluate = async (source: EvaluationSource): Promise<Evaluation> => {
    const last = (await collect(await client.models.evaluate({ modelId, source }))).at(-1);
    if (last?.kind !== 'finished') throw new Error('The evaluation ended early');
    return last.evaluation;
  };
  const imported = (await collect(await client.datasets.importFolder({ productId, folder: data }))).at(-1);
  const there = await evaluate({ kind: 'folder', folder: data });
  const own = await evaluate({ kind: 'test-images' });
  const figures = ({ result: { imageAuroc, pixelAuroc, auPro, regionsByKind, images } }: Evaluation) => ({
    imageAuroc,
    pixelAuroc,
    auPro,
    regionsByKind,
    images,
  });
  expect(figures(own)).toEqual(figures(there));
  expect(own.result).toMatchObject({ images: 7, regionsByKind: [{ group: 'spot', regions: 3 }] });
  const codes = ['kindsTakenAsGood', 'kindsMatched', 'masksUnreadable'];
  // The small model's input is square, but its pictures are not.
  expect(there.result.notes.map(({ code }) => code)).toEqual([...codes, 'shapeDiffers']);
  expect(imported).toMatchObject({ imported: 7, skipped: [], notes: codes.map((code) => ({ code })) });

  // The import also gets the answer that the folder `ok` holds defects.
  await collect(await client.datasets.importFolder({ productId, folder: data, goodKinds: [] }));
  expect((await client.datasets.counts({ productId })).test).toMatchObject({ good: 0, defective: 7 });
  await collect(await client.datasets.importFolder({ productId, folder: data, goodKinds: ['ok'] }));
  expect((await client.datasets.counts({ productId })).test).toMatchObject({ good: 3, defective: 4 });
});

test('a damaged mask is named without the place of the station', async () => {
  const folder = temporaryFolder();
  const { productId, modelId } = await makeSmallProduct(join(folder, 'home'));
  await writeLabelledFolder(join(folder, 'data'), 2, 2);
  const { station } = await openStationUnderTest(folder);
  const client = createRouterClient(station.router, { context: { user: singleUser } });
  await collect(await client.datasets.importFolder({ productId, folder: join(folder, 'data') }));
  const { images } = await client.datasets.list({ productId, purpose: 'test' });
  const { maskSha256 } = images[2] ?? {};
  await writeFile(join(station.paths.images, `${maskSha256}.png`), 'no picture');
  const events = await collect(await client.models.evaluate({ modelId, source: { kind: 'test-images' } }));
  const last = events.at(-1);
  if (last?.kind !== 'finished') throw new Error('The evaluation ended early');
  expect(last.evaluation.result).toMatchObject({
    images: 4,
    skipped: [],
    notes: [
      { code: 'masksUnreadable', count: 1, items: [{ name: 'test/spot/0.png' }] },
      { code: 'shapeDiffers', count: 4 },
    ],
  });
  const report = await station.readMedia({ kind: 'evaluation-report', id: last.evaluation.id }, singleUser);
  const page = await report.body.text();
  expect(page).toContain('test/spot/0.png');
  expect(page).not.toContain(folder);
});
