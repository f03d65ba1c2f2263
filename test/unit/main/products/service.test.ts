import { join } from 'node:path';
import { expect, test } from 'vitest';
import { singleUser } from '../../../../src/main/users/single-user.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { writeModelFolder } from '../../../support/model-folder.ts';
import { openServices } from '../../../support/services.ts';
import type { TestServices } from '../../../support/services.ts';
import { wholePicture } from '../../../../src/shared/domain/region.ts';

async function activeModel({ folder, models }: TestServices, productId: string): Promise<string> {
  const card = writeModelFolder(join(folder, `job-${productId}`), { productId });
  await models.register(join(folder, `job-${productId}`));
  await models.activate(card.id, '', singleUser);
  return card.id;
}

/** The middle of the picture. */
const middle = [
  { x: 0.25, y: 0.25 },
  { x: 0.75, y: 0.25 },
  { x: 0.75, y: 0.75 },
  { x: 0.25, y: 0.75 },
];

test('a new product is listed, empty and without a model', () => {
  const { products } = openServices();
  const made = products.create('  Cookie ');
  expect(made).toMatchObject({
    name: 'Cookie',
    imageCount: 0,
    modelCount: 0,
    activeModelId: null,
    thresholds: null,
  });
  expect(products.list()).toEqual([made]);
});

test('two products never have the same name, whatever its case and how its letters are composed', async () => {
  const { products } = openServices();
  const made = products.create('Käse'.normalize('NFD'));
  expect(await failureOf(() => products.create('Käse'.normalize('NFC')))).toMatchObject({
    code: 'ALREADY_EXISTS',
  });
  expect(products.findByName('Käse'.normalize('NFD'))?.id).toBe(made.id);
  products.create('Cookie');
  const other = products.create('Tape');
  expect(await failureOf(() => products.create('cookie'))).toMatchObject({ code: 'ALREADY_EXISTS' });
  expect(await failureOf(() => products.rename(other.id, 'COOKIE'))).toMatchObject({
    code: 'ALREADY_EXISTS',
  });
  expect(products.rename(other.id, 'TAPE').name).toBe('TAPE');
});

test('a name that is empty or too long is refused', async () => {
  const { products } = openServices();
  expect(await failureOf(() => products.create('   '))).toMatchObject({ code: 'BAD_INPUT' });
  expect(await failureOf(() => products.create('x'.repeat(81)))).toMatchObject({ code: 'BAD_INPUT' });
});

test('an archived product leaves the list for that of the archive, and comes back whole', () => {
  const { products } = openServices();
  const made = products.create('Cookie');
  products.archive(made.id);
  expect(products.list()).toEqual([]);
  const [archived] = products.listArchived();
  expect(archived).toEqual({ ...made, archivedAt: expect.any(Number) });
  products.archive(made.id);
  expect(products.listArchived()).toEqual([archived]);
  expect(products.restore(made.id)).toEqual(made);
  expect(products.list()).toEqual([made]);
  expect(products.listArchived()).toEqual([]);
});

test('a product comes back from the archive at any time: under a free name, without a code that is taken', () => {
  const { products } = openServices();
  const { id, line } = products.create('Cookie');
  products.setLine(id, { ...line, code: 'GB-71' });
  products.archive(id);
  const successor = products.create('Cookie');
  products.setLine(successor.id, { ...line, code: 'gb-71' });
  expect(products.restore(id)).toMatchObject({ name: 'Cookie 2', line: { code: null }, archivedAt: null });
  expect(products.get(successor.id)).toMatchObject({ name: 'Cookie', line: { code: 'gb-71' } });
});

test('a product that does not exist is named as such', async () => {
  const { products } = openServices();
  const unknown = '7b1f1c52-6c4c-4a3a-9d6e-0f5a1b2c3d4e';
  expect(await failureOf(() => products.get(unknown))).toMatchObject({ code: 'NOT_FOUND', detail: unknown });
});

test('the inspected area is kept and taken away', () => {
  const { products } = openServices();
  const { id } = products.create('Cookie');
  const area = { region: { x: 0.1, y: 0.2, width: 0.5, height: 0.25 }, exclusions: [middle] };
  expect(products.setArea(id, area).area).toEqual(area);
  const ellipse = { kind: 'ellipse', box: area.region } as const;
  const small = { kind: 'ellipse', box: { ...area.region, width: 0.1, height: 0.1 } } as const;
  const shapes = { region: null, regions: [ellipse, ellipse], exclusions: [middle, small] };
  expect(products.setArea(id, shapes).area).toEqual(shapes);
  expect(products.setArea(id, wholePicture).area).toEqual(wholePicture);
});

test('exclusions that leave nothing to inspect are refused by name', async () => {
  const { products } = openServices();
  const { id } = products.create('Cookie');
  const region = { x: 0.4, y: 0.4, width: 0.2, height: 0.2 };
  expect(await failureOf(() => products.setArea(id, { region, exclusions: [middle] }))).toMatchObject({
    code: 'BAD_INPUT',
    message: expect.stringContaining('Cookie'),
  });
});

test('limits cannot be set before a model is active', async () => {
  const { products } = openServices();
  const { id } = products.create('Cookie');
  expect(
    await failureOf(() => products.setThresholds(id, { review: 1, defect: 2 }, singleUser)),
  ).toMatchObject({
    code: 'NO_ACTIVE_MODEL',
    message: expect.stringContaining('Cookie'),
  });
});

test('each change of the limits is a row of its own, and the last one is in force', async () => {
  const services = openServices();
  const { products, database } = services;
  const { id } = products.create('Cookie');
  const modelId = await activeModel(services, id);
  const first = products.get(id).thresholds;
  expect(first).toMatchObject({ modelId, review: 2.5, defect: 4, origin: 'validation' });

  const second = products.setThresholds(id, { review: 3, defect: 3 }, singleUser);
  expect(second).toMatchObject({ review: 3, defect: 3, origin: 'person', setBy: 'local' });
  expect(products.get(id).thresholds).toEqual(second);
  expect(database.prepare('SELECT id, review FROM thresholds ORDER BY id').all()).toEqual([
    { id: first?.id, review: 2.5 },
    { id: second.id, review: 3 },
  ]);
});

test('what judges the map stays when T1 and T2 alone are moved', async () => {
  const services = openServices();
  const { products } = services;
  const { id } = products.create('Cookie');
  await activeModel(services, id);
  const { defect } = products.get(id).thresholds ?? { defect: Number.NaN };
  const following = { pixelThreshold: defect, pixelFollows: true, smallestArea: 0 };
  expect(products.get(id).thresholds).toMatchObject(following);
  expect(products.setThresholds(id, { review: 1, defect: 2.5 }, singleUser)).toMatchObject({
    ...following,
    defect: 2.5,
    pixelThreshold: 2.5,
  });
  const set = { review: 3, defect: 4, pixelThreshold: 0.6, smallestArea: 0.0005 };
  expect(products.setThresholds(id, set, singleUser)).toMatchObject(set);
  expect(products.setThresholds(id, { review: 1, defect: 2 }, singleUser)).toMatchObject({
    ...set,
    review: 1,
    defect: 2,
  });
  expect(products.setThresholds(id, { review: 1, defect: 2, smallestArea: 0 }, singleUser)).toMatchObject({
    pixelThreshold: 0.6,
    pixelFollows: false,
    smallestArea: 0,
  });
  const again = { review: 1, defect: 2, pixelThreshold: null };
  expect(products.setThresholds(id, again, singleUser)).toMatchObject({
    pixelThreshold: 2,
    pixelFollows: true,
  });
  // T2 at or below 0 calls every part a defect, but the pixel threshold stays above 0.
  const below = products.setThresholds(id, { review: -2, defect: -1 }, singleUser);
  expect(below.pixelThreshold).toBeGreaterThan(0);
});

test('the sample product is made once, and comes back from the archive under a free name', () => {
  const { products } = openServices();
  const made = products.ensureSample('Sample');
  expect(made.isSample).toBe(true);
  expect(products.ensureSample('Sample').id).toBe(made.id);
  products.archive(made.id);
  products.create('Sample');
  expect(products.ensureSample('Sample')).toMatchObject({ id: made.id, name: 'Sample 2' });
});

test('changes of products are published', async () => {
  const { products, changes } = openServices();
  const feed = changes.subscribe();
  products.create('Cookie');
  expect((await feed.next()).value).toEqual({ kind: 'products' });
  await feed.return(undefined);
});
