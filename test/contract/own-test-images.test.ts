import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
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
  await client.datasets.remove({ imageId: first?.imageId ?? 0 });
  const media = await station.readMedia({ kind: 'evaluation-photo', id: own.id, number: 0 }, singleUser);
  expect(media.type).toBe('image/jpeg');
  await station.readMedia({ kind: 'evaluation-heatmap', id: own.id, number: 5 }, singleUser);
  const report = await station.readMedia({ kind: 'evaluation-report', id: own.id }, singleUser);
  const page = new TextDecoder().decode(report.bytes);
  expect(page).toContain('<title>Disc: evaluation on test set</title>');
  expect(page).toContain('evaluate --product Disc --report report.html');
  expect(page).not.toContain(folder);
  expect(bugs).toEqual([]);
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
    notes: [{ code: 'masksUnreadable', count: 1, items: [{ name: 'test/spot/0.png' }] }],
  });
  const report = await station.readMedia({ kind: 'evaluation-report', id: last.evaluation.id }, singleUser);
  const page = new TextDecoder().decode(report.bytes);
  expect(page).toContain('test/spot/0.png');
  expect(page).not.toContain(folder);
});
